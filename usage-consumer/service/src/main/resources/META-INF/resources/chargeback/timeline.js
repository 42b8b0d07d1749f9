import { Chart, bucketName, seriesClass, seriesName } from './chart.js';
import { Figure, shown } from './figure.js';
import { h, note } from './dom.js';
import { dimensionName } from './state.js';

let chart = null;

/** The chart of a timeline with its legend, and the same as a table. */
export function timelineView(timeline, breakdown, state, actions) {
  chart?.close();
  chart = null;
  if (timeline.series.length === 0) {
    return [note('Nothing was used in this period.', 'Requests appear here within seconds of being answered.')];
  }
  const view = {
    kind: state.measure === 'cost' ? 'money' : 'count',
    unit: state.measure === 'cost' ? breakdown.currency : 'tokens',
    dimension: breakdown.dimension,
    label: `${state.measure === 'cost' ? 'Cost' : 'Tokens'} by ${timeline.dimension} and ${dimensionName(breakdown.dimension).toLowerCase()}; arrow keys move between columns`,
  };
  const open = (bucket, series) => actions.showRequests(bucket, series?.kind === 'group' ? [breakdown.dimension, series.name] : null);
  chart = new Chart(timeline, view, open);
  return [legend(timeline, view), chart.element, table(timeline, view, open)];
}

function legend(timeline, view) {
  return h('ul', { class: 'legend', 'aria-label': 'Legend' }, timeline.series.map((series) => h('li', {},
    h('span', { class: `swatch ${seriesClass(timeline, series)}` }), seriesName(series, view.dimension))));
}

function table(timeline, view, open) {
  const head = h('tr', {}, h('th', { scope: 'col' }, timeline.dimension[0].toUpperCase() + timeline.dimension.slice(1)),
    h('th', { scope: 'col', class: 'number' }, 'Total'),
    timeline.series.map((series) => h('th', { scope: 'col', class: 'number' }, seriesName(series, view.dimension))));
  const lines = timeline.buckets.filter((bucket) => timeline.series.some((series) => series.points.has(bucket.name)));
  const body = lines.map((bucket) => {
    const figures = timeline.series.map((series) => series.points.get(bucket.name));
    return h('tr', {},
      h('th', { scope: 'row' }, h('button', { type: 'button', class: 'link', click: () => open(bucket, null) },
        bucketName(timeline.dimension, bucket.name), h('span', { class: 'sr-only' }, ': show requests'))),
      h('td', { class: 'number strong' }, shown(Figure.sum(figures.filter((figure) => figure)), view.kind, view.unit)),
      figures.map((figure) => h('td', { class: 'number' }, figure ? shown(figure, view.kind, view.unit) : '\u2013')));
  });
  return h('details', { class: 'as-table' },
    h('summary', {}, 'Show as a table'),
    h('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': 'Figures of the chart' },
      h('table', {}, h('caption', { class: 'sr-only' }, view.label), h('thead', {}, head), h('tbody', {}, body))));
}
