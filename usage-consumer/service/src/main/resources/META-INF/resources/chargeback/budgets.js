import { Figure, shown } from './figure.js';
import { badge, bar, h, note } from './dom.js';
import { day, instant } from './format.js';
import { dimensionName, valueName } from './state.js';

/** The budgets and what has been spent of them. */
export async function loadBudgets(api, signal) {
  const answer = await api.get('/usage/v1/budgets', [], signal);
  return answer.body.map((budget, index) => ({
    ...budget,
    scope: budget.scope === 'cost-centre' ? 'costCentre' : budget.scope,
    isStopped: budget.stopped === true,
    amount: Figure.at(answer, `/${index}/amount`),
    spent: Figure.at(answer, `/${index}/spent`),
    percent: Figure.at(answer, `/${index}/percent`),
    alerts: (budget.alerts ?? []).map((alert, place) => ({ ...alert, percent: Figure.at(answer, `/${index}/alerts/${place}/percent`) })),
  }));
}

/** Each budget against its spend, the fullest first. */
export function budgetsView(budgets, actions) {
  if (budgets.length === 0) {
    return [note('No budgets are set.', 'A budget bounds what a tenant, product or cost centre may spend in a period.')];
  }
  const sorted = [...budgets].sort((a, b) => b.percent.value.compareTo(a.percent.value));
  return sorted.map((budget) => h('div', { class: 'block' },
    h('div', { class: 'block-head' },
      h('span', { class: 'strong' }, budget.name || budget.id),
      h('span', { class: 'muted' }, `${dimensionName(budget.scope)} `,
        h('button', { type: 'button', class: 'link', click: () => actions.narrow(budget.scope, budget.target) }, valueName(budget.scope, budget.target))),
      budget.isStopped ? badge('stopped', 'bad') : null,
      h('span', { class: 'strong end' }, shown(budget.percent, 'percent'))),
    bar(budget.percent.value.approximately() / 100, fullness(budget)),
    h('p', { class: 'small' }, shown(budget.spent, 'money', budget.currency), h('span', { class: 'muted' }, ' of '),
      shown(budget.amount, 'money', budget.currency), h('span', { class: 'muted' }, ` ${budget.currency}, ${periodOf(budget)}`)),
    alerts(budget)));
}

function fullness(budget) {
  const percent = budget.percent.value.approximately();
  return percent >= 100 ? 'bad' : percent >= 80 ? 'warn' : 'accent';
}

function periodOf({ period }) {
  return period?.from && period?.to ? `${period.kind}, ${day(period.from)} until ${day(period.to)}` : period?.kind ?? '';
}

function alerts(budget) {
  return budget.alerts.length === 0 ? null : h('ul', { class: 'small muted plain' }, budget.alerts.map((alert) => h('li', {},
    'Alert at ', shown(alert.percent, 'percent'), `, ${instant(alert.at)} UTC`)));
}
