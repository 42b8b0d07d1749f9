import { byId, h } from './dom.js';
import { PERIODS, isoDay } from './period.js';
import { DIMENSIONS, dimensionName, valueName } from './state.js';

const MEASURES = [['cost', 'Cost'], ['tokens', 'Tokens']];
const DAY = 86_400_000;

function radios(id, name, choices, change) {
  byId(id).append(h('div', { class: 'segments' }, choices.map(([value, text]) => h('label', {},
    h('input', { type: 'radio', name, value, change: () => change(value) }), h('span', {}, text)))));
}

function options(id, choices) {
  byId(id).replaceChildren(...choices.map(([value, text]) => h('option', { value }, text)));
}

/** Connects the controls with what they change. */
export function buildToolbar(current, actions) {
  radios('period', 'period', PERIODS, (period) => actions.change(period === 'custom'
    ? { period, ...customDays(current()) } : { period }));
  radios('measure', 'measure', MEASURES, (measure) => actions.change({ measure }, { keepRequests: true }));
  options('by', DIMENSIONS);
  for (const name of ['by', 'spread', 'currency']) {
    byId(name).addEventListener('change', (event) => actions.change({ [name]: event.target.value }, { keepRequests: true }));
  }
  for (const name of ['from', 'to']) {
    byId(name).addEventListener('change', (event) => {
      if (event.target.value) {
        actions.change({ [name]: event.target.value });
      }
    });
  }
  byId('exact').addEventListener('change', (event) => actions.change({ exact: event.target.checked }, { keepRequests: true }));
  byId('toolbar').addEventListener('submit', (event) => event.preventDefault());
}

function customDays(state) {
  const today = Date.now();
  return { from: state.from || isoDay(today - 13 * DAY), to: state.to || isoDay(today) };
}

/** Lets the controls show what is. */
export function showToolbar(state, actions) {
  for (const name of ['period', 'measure']) {
    document.querySelector(`input[name="${name}"][value="${state[name]}"]`).checked = true;
  }
  for (const name of ['by', 'spread', 'from', 'to']) {
    byId(name).value = state[name];
  }
  byId('exact').checked = state.exact;
  byId('custom').hidden = state.period !== 'custom';
  byId('filters').replaceChildren(...state.filters.map(([name, value]) => chip(
    `${dimensionName(name)}: ${valueName(name, value)}`, () => actions.widen(name))));
}

/** Lets the reader choose among currencies, when there are several. */
export function showCurrencies({ currencies, currency }) {
  options('currency', currencies.map((code) => [code, code]));
  byId('currency').value = currency;
  byId('currency-field').hidden = currencies.length < 2;
}

/** Something that narrows the report, and can be taken away. */
export function chip(text, remove) {
  return h('button', { type: 'button', class: 'chip', click: remove },
    text, h('span', { 'aria-hidden': 'true' }, ' \u00d7'), h('span', { class: 'sr-only' }, ', remove'));
}
