// The exact figures of the chart's table, of the breakdown and of the summary, by what stands beside them.
(() => {
  document.querySelector('#breakdown .more')?.click();
  const value = (cell) => cell?.querySelector('data')?.value ?? null;
  const name = (cell) => cell.textContent.trim();
  return {
    series: [...document.querySelectorAll('#timeline thead th')].slice(2).map(name),
    buckets: [...document.querySelectorAll('#timeline tbody tr')].map((row) => [...row.querySelectorAll('td')].map(value)),
    groups: [...document.querySelectorAll('#breakdown tbody tr')].map((row) => ({
      name: name(row.querySelector('th')),
      cost: value(row.querySelector('[data-label="Cost"]')),
      requests: value(row.querySelector('[data-label="Requests"]')),
    })),
    summary: Object.fromEntries([...document.querySelectorAll('#summary .tile')].map((tile) => [
      name(tile.querySelector('h2')), [...tile.querySelectorAll('data')].map((figure) => figure.value)])),
  };
})()
