const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element. Attributes that are null, undefined or false are left out; functions are listeners. */
export function h(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function svg(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** The element with this id. */
export function byId(id) {
  return document.getElementById(id);
}

/** A bar whose length is the part of one that it shows. Sizes go through the CSSOM, which the security policy allows. */
export function bar(part, classes = '') {
  const inside = h('span', { class: `bar-fill ${classes}` });
  inside.style.width = `${(Math.min(1, Math.max(0, part)) * 100).toFixed(2)}%`;
  return h('span', { class: 'bar', 'aria-hidden': 'true' }, inside);
}

/** A small label. */
export function badge(text, kind = '') {
  return h('span', { class: `badge ${kind}` }, text);
}

/** A message in place of content. */
export function note(text, detail = '') {
  return h('div', { class: 'note' }, h('p', {}, text), detail ? h('p', { class: 'muted' }, detail) : null);
}

/** Grey lines where content will be. */
export function loading(lines) {
  return h('div', { class: 'loading' },
    h('span', { class: 'sr-only' }, 'Loading'),
    ...Array.from({ length: lines }, () => h('div', { class: 'loading-line', 'aria-hidden': 'true' })));
}
