// What has digits on the page without being a figure: names, dates, times, and what should not be there.
(() => {
  const found = [];
  for (const part of document.querySelectorAll('.panel-body, #summary, #notices')) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (/\d/.test(text.data) && !text.parentElement.closest('data, svg, pre, select, .exact')) {
        found.push(text.data);
      }
    }
  }
  return found;
})()
