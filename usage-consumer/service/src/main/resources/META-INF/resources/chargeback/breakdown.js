import { Decimal } from './decimal.js';
import { Figure, shown } from './figure.js';
import { bar, h, note } from './dom.js';
import { seriesOf } from './report.js';
import { dimensionName, valueName } from './state.js';

const LINES_AT_FIRST = 12;
const TOP = 6;

function part(group, groups, measure) {
  const most = groups.reduce((max, each) => {
    const value = each.measured(measure).value;
    return value.compareTo(max) > 0 ? value : max;
  }, Decimal.ZERO);
  return group.measured(measure).value.ratioTo(most);
}

function amount(figure, unit) {
  return figure ? shown(figure, 'money', unit) : '\u2013';
}

function count(figure) {
  return shown(figure ?? Figure.sum([]), 'count');
}

/** The colour that the chart gives a group: that of its place. */
function swatchOf(group, groups) {
  if (group.isUnused) {
    return 'series-unused';
  }
  const place = groups.indexOf(group);
  return place < seriesOf(groups) ? `series-${place + 1}` : 'series-rest';
}

function some(figure) {
  return figure !== undefined && !figure.isZero();
}

/** The columns, each with its heading and its content for a group; those that would say nothing are left out. */
function columnsOf({ groups, dimension, currency }, actions) {
  const counted = (column) => (group) => (group.isUnused ? '' : count(group[column]));
  const discounted = groups.some((group) => group.listCost && group.cost && group.listCost.value.compareTo(group.cost.value) !== 0);
  return [
    { title: 'Cost', unit: currency, content: (group) => amount(group.cost, currency), classes: 'strong' },
    discounted && { title: 'List price', content: (group) => amount(group.listCost, currency) },
    groups.some((group) => some(group.adjustments)) && { title: 'Adjustments', content: (group) => amount(group.adjustments, currency) },
    { title: 'Input', content: counted('inputTokens') },
    { title: 'Cached input', content: counted('cachedInputTokens'), classes: 'muted' },
    { title: 'Output', content: counted('outputTokens') },
    groups.some((group) => some(group.estimatedTokens)) && { title: 'Estimated', content: counted('estimatedTokens'), marks: 'estimatedTokens' },
    groups.some((group) => some(group.unpricedTokens)) && { title: 'Unpriced', content: counted('unpricedTokens'), marks: 'unpricedTokens' },
    { title: 'Requests', content: (group) => (group.isUnused ? '' : requestsLink(group, dimension, actions)) },
  ].filter(Boolean);
}

/** All groups as a table, the largest first. Names narrow the report, counts of requests lead to them. */
export function breakdownView(breakdown, state, actions) {
  if (breakdown.groups.length === 0) {
    return [note('Nothing to show.', 'No request of this period fits the filters.')];
  }
  const { groups, dimension, currency } = breakdown;
  const columns = columnsOf(breakdown, actions);
  const line = (group) => h('tr', { class: group.isUnused ? 'unused' : '' },
    h('th', { scope: 'row' }, nameOf(group, breakdown, actions)),
    h('td', { class: 'bar-cell', 'aria-hidden': 'true' }, bar(part(group, groups, state.measure), swatchOf(group, groups))),
    columns.map(({ title, content, classes = '', marks }) => h('td', {
      class: `number ${classes} ${marks && some(group[marks]) ? 'warned' : ''}`, 'data-label': title,
    }, content(group))));
  const body = h('tbody', {}, groups.slice(0, LINES_AT_FIRST).map(line));
  const table = h('table', { class: 'cards' },
    h('caption', { class: 'sr-only' }, `${dimensionName(dimension)}s, the largest first; amounts in ${currency || 'no currency'}`),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, dimensionName(dimension)), h('td', {}),
      columns.map(({ title, unit }) => h('th', { scope: 'col', class: 'number' }, unit ? `${title}, ${unit}` : title)))),
    body);
  return [table, more(groups, (rest) => body.append(...rest.map(line)))];
}

function nameOf(group, { dimension, groups }, actions) {
  const swatch = h('span', { class: `swatch ${swatchOf(group, groups)}` });
  return group.isUnused ? [swatch, 'Unused PTU capacity'] : [swatch, h('button', {
    type: 'button', class: 'link name', title: `Only ${valueName(dimension, group.name)}`,
    click: () => actions.narrow(dimension, group.name),
  }, valueName(dimension, group.name))];
}

function requestsLink(group, dimension, actions) {
  return h('button', { type: 'button', class: 'link', click: () => actions.showRequests(null, [dimension, group.name]) },
    count(group.requests), h('span', { class: 'sr-only' }, ` requests of ${valueName(dimension, group.name)}`));
}

function more(groups, append) {
  if (groups.length <= LINES_AT_FIRST) {
    return '';
  }
  const button = h('button', { type: 'button', class: 'more', click: () => {
    append(groups.slice(LINES_AT_FIRST));
    button.remove();
  } }, 'Show all');
  return button;
}

/** The few who cost most. */
export function topView(breakdown, actions) {
  const { dimension, currency } = breakdown;
  const spenders = breakdown.groups
    .filter((group) => !group.isUnused && group.cost && group.cost.value.sign() > 0).slice(0, TOP);
  if (spenders.length === 0) {
    return [note('Nobody has spent anything yet.')];
  }
  return [h('ol', { class: 'top' }, spenders.map((group) => h('li', {},
    h('button', { type: 'button', class: 'link name', click: () => actions.narrow(dimension, group.name) },
      valueName(dimension, group.name)),
    h('span', { class: 'strong' }, amount(group.cost, currency)),
    bar(part(group, spenders, 'cost')))))];
}

