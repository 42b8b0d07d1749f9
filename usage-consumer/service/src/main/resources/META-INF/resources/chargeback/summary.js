import { Figure, shown } from './figure.js';
import { h } from './dom.js';

const ENDINGS = [['completed', 'completed'], ['denied', 'refused'], ['failed', 'failed'], ['partial', 'cut off'],
  ['cancelled', 'cancelled'], ['interrupted', 'interrupted']];

function tile(title, main, ...lines) {
  return h('div', { class: 'tile' }, h('h2', {}, title), h('p', { class: 'tile-main' }, main),
    lines.filter((line) => line !== null).map((line) => h('p', { class: 'muted small' }, line)));
}

function some(figure) {
  return figure && !figure.isZero();
}

/** Cost, tokens and requests of the period. */
export function summaryView({ totals, currency }) {
  const cost = totals.cost ?? Figure.sum([]);
  const differs = totals.listCost && totals.cost && totals.listCost.value.compareTo(totals.cost.value) !== 0;
  return [
    tile('Cost', currency ? [shown(cost, 'money', currency), h('span', { class: 'unit' }, currency)] : '\u2013',
      currency ? null : 'nothing was priced',
      differs ? ['List price ', shown(totals.listCost, 'money', currency)] : null,
      some(totals.adjustments) ? ['of it adjustments ', shown(totals.adjustments, 'money', currency)] : null),
    tile('Tokens', shown(totals.totalTokens, 'count', 'tokens'),
      [shown(totals.inputTokens, 'count'), ' in, ', shown(totals.outputTokens, 'count'), ' out'],
      [shown(totals.cachedInputTokens, 'count'), ' of the input cached, ', shown(totals.reasoningTokens, 'count'), ' of the output reasoning']),
    tile('Requests', shown(totals.requests, 'count', 'requests'), endings(totals)),
  ];
}

function endings(totals) {
  const parts = ENDINGS.filter(([column]) => some(totals[column]))
    .map(([column, word]) => [shown(totals[column], 'count'), ` ${word}`]);
  return parts.flatMap((part, index) => (index > 0 ? [', ', ...part] : part));
}

/** The part of the summary about provisioned capacity. */
export function provisionedTiles(idle, isFiltered) {
  return idle.map(({ currency, cost, unused, utilisations }) => {
    const unit = h('span', { class: 'unit' }, currency);
    const used = utilisations.length === 1 ? [shown(utilisations[0], 'share'), ' used'] : null;
    const element = tile('Unused PTU capacity', [shown(unused, 'money', currency), unit],
      ['of ', shown(cost, 'money', currency), ` for provisioned capacity${isFiltered ? ' of all tenants' : ''}`], used);
    element.classList.add('tile-provisioned');
    return element;
  });
}

/** What a reader must know before trusting the totals. */
export function notices({ totals, currency }) {
  const list = [];
  if (some(totals.unpricedTokens)) {
    list.push(['Unpriced', [shown(totals.unpricedTokens, 'count', 'tokens'),
      ' tokens have no rate card that was in force, and are not in the cost. Add a card, then re-rate the period.']]);
  }
  if (some(totals.estimatedTokens)) {
    list.push(['Estimated', [shown(totals.estimatedTokens, 'count', 'tokens'),
      ' tokens were estimated by the gateway, because no backend reported them.']]);
  }
  if (some(totals.adjustments)) {
    list.push(['Adjusted', [shown(totals.adjustments, 'money', currency), ` ${currency}`,
      ' of the cost came by re-rating with corrected cards.']]);
  }
  return list.length === 0 ? [] : [h('ul', { class: 'notices', 'aria-label': 'To be aware of' },
    list.map(([title, text]) => h('li', {}, h('strong', {}, title), h('span', {}, text))))];
}
