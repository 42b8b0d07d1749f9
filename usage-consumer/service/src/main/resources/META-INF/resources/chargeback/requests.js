import { Figure, shown } from './figure.js';
import { badge, h, note } from './dom.js';
import { day, instant, shortDay } from './format.js';
import { iso } from './period.js';
import { valueName } from './state.js';

const PAGE = '15';

const ENDINGS = {
  completed: ['completed', ''],
  denied: ['refused', 'warn'],
  failed: ['failed', 'bad'],
  partial: ['cut off', 'warn'],
  cancelled: ['cancelled', ''],
  interrupted: ['interrupted', 'bad'],
};

/** How a request ended, in a word. */
export function ending(outcome) {
  const [text, kind] = ENDINGS[outcome] ?? [outcome, ''];
  return badge(text, kind);
}

/** The part of the period whose requests are listed. */
export function windowOf(state, period) {
  return state.requestsFrom && state.requestsTo
    ? { from: Date.parse(state.requestsFrom), to: Date.parse(state.requestsTo), isPart: true }
    : { ...period, isPart: false };
}

/** Words for that part. */
export function windowName(window) {
  const from = iso(window.from);
  const hours = (window.to - window.from) / 3_600_000;
  return hours <= 1 ? `${shortDay(from)}, ${from.slice(11, 16)} \u2013 ${iso(window.to).slice(11, 16)}` : day(from);
}

/** The newest requests, with a way to more of them. */
export async function requestsView(api, state, window, actions, signal) {
  const parameters = [['from', iso(window.from)], ['to', iso(window.to)], ...state.filters, ['limit', PAGE]];
  const first = await api.get('/usage/v1/requests', parameters, signal);
  const kept = first.body.keptFrom
    ? [note(`Requests before ${day(first.body.keptFrom)} are not kept any more.`)] : [];
  if (first.body.requests.length === 0) {
    return [note('No requests.', 'None of this period fits the filters.'), ...kept];
  }
  const body = h('tbody');
  const more = h('button', { type: 'button', class: 'more' }, 'Show older requests');
  let after = null;
  const append = (answer) => {
    body.append(...answer.body.requests.map((request, index) => line(answer, request, index, actions)));
    after = answer.body.next;
    more.hidden = !after;
  };
  more.addEventListener('click', async () => {
    more.disabled = true;
    try {
      append(await api.get('/usage/v1/requests', [...parameters, ['after', after]]));
    } catch (e) {
      actions.failed(e);
    } finally {
      more.disabled = false;
    }
  });
  append(first);
  return [h('table', { class: 'cards requests' },
    h('caption', { class: 'sr-only' }, 'Requests, the newest first'),
    h('thead', {}, h('tr', {}, ['Time, UTC', 'Tenant', 'Model', 'Deployment', 'Ended'].map((title) => h('th', { scope: 'col' }, title)),
      ['Input', 'Output', 'Cost'].map((title) => h('th', { scope: 'col', class: 'number' }, title)))),
    body), more, ...kept];
}

function line(answer, request, index, actions) {
  const figure = (column) => Figure.at(answer, `/requests/${index}/${column}`);
  const cell = (label, content, classes = '') => h('td', { class: classes, 'data-label': label }, content);
  return h('tr', {},
    h('th', { scope: 'row' }, h('button', {
      type: 'button', class: 'link time', title: `Request ${request.id}`, 'data-request': request.id,
      click: () => actions.openRequest(request.id),
    }, instant(request.occurredAt))),
    cell('Tenant', valueName('tenant', request.tenant)),
    cell('Model', request.model || '\u2013'),
    cell('Deployment', request.deployment
      ? [request.deployment, ' ', badge(valueName('capacity', request.capacity), 'quiet')] : '\u2013'),
    cell('Ended', [ending(request.outcome), h('span', { class: 'muted' }, ` ${request.status}`)]),
    cell('Input', shown(figure('inputTokens'), 'count', 'tokens'), 'number'),
    cell('Output', shown(figure('outputTokens'), 'count', 'tokens'), 'number'),
    cell('Cost', request.currency
      ? [shown(figure('cost'), 'money', request.currency), h('span', { class: 'unit' }, request.currency)]
      : h('span', { class: 'muted' }, 'none'), 'number strong'));
}
