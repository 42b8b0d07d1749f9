import { Figure, shown } from './figure.js';
import { bar, h, note } from './dom.js';
import { iso } from './period.js';
import { valueName } from './state.js';

/** What was paid for provisioned deployments and how much of it was used. */
export async function loadProvisioned(api, state, period, signal) {
  const method = state.spread === 'reservation' ? 'reservation' : 'use';
  const answer = await api.get('/usage/v1/provisioned', [['from', iso(period.from)], ['to', iso(period.to)], ['method', method]], signal);
  const at = (index, column) => {
    const pointer = `/deployments/${index}/${column}`;
    return answer.at(pointer) === null || answer.at(pointer) === undefined ? null : Figure.at(answer, pointer);
  };
  return answer.body.deployments.map((deployment, index) => ({
    ...deployment,
    hours: at(index, 'hours'),
    cost: at(index, 'cost'),
    unusedCost: at(index, 'unusedCost'),
    usedTokens: at(index, 'usedTokens'),
    capacityTokens: at(index, 'capacityTokens'),
    utilisation: at(index, 'utilisation'),
    lines: deployment.lines.map((line, place) => ({
      ...line,
      cost: at(index, `lines/${place}/cost`),
      weightedTokens: at(index, `lines/${place}/weightedTokens`),
    })),
  }));
}

/** What is idle, by currency. */
export function idleByCurrency(deployments) {
  const byCurrency = new Map();
  for (const deployment of deployments) {
    const sum = byCurrency.get(deployment.currency)
      ?? { currency: deployment.currency, cost: Figure.sum([]), unused: Figure.sum([]), utilisations: [] };
    byCurrency.set(deployment.currency, {
      currency: deployment.currency,
      cost: sum.cost.plus(deployment.cost),
      unused: sum.unused.plus(deployment.unusedCost),
      utilisations: deployment.utilisation ? [...sum.utilisations, deployment.utilisation] : sum.utilisations,
    });
  }
  return [...byCurrency.values()];
}

/** A block for each deployment, with its tenants behind it. */
export function provisionedView(deployments, actions) {
  if (deployments.length === 0) {
    return [note('No provisioned capacity in this period.', 'A deployment appears here once it has a price per hour.')];
  }
  return deployments.map((deployment) => h('div', { class: 'block' },
    h('div', { class: 'block-head' },
      h('button', { type: 'button', class: 'link name', click: () => actions.narrow('deployment', deployment.deployment) }, deployment.deployment),
      h('span', { class: 'muted' }, [deployment.model, deployment.region].filter(Boolean).join(', ')),
      deployment.utilisation
        ? h('span', { class: 'strong end' }, shown(deployment.utilisation, 'share'), h('span', { class: 'muted' }, ' used')) : null),
    deployment.utilisation ? bar(deployment.utilisation.value.approximately(), 'accent')
      : h('p', { class: 'muted small' }, 'How much of it is used is known once the deployment has limits.'),
    h('dl', { class: 'pairs' },
      pair(`Cost, ${deployment.currency}`, shown(deployment.cost, 'money', deployment.currency)),
      pair(`Unused, ${deployment.currency}`, shown(deployment.unusedCost, 'money', deployment.currency)),
      pair('Hours', shown(deployment.hours, 'count')),
      pair('Weighted tokens', [
        shown(deployment.usedTokens, 'count'),
        deployment.utilisation ? [h('span', { class: 'muted' }, ' of '), shown(deployment.capacityTokens, 'count')] : []].flat())),
    tenants(deployment)));
}

function pair(term, value) {
  return h('div', {}, h('dt', {}, term), h('dd', {}, value));
}

function tenants({ deployment, lines, currency }) {
  if (lines.length === 0) {
    return null;
  }
  return h('details', { class: 'as-table' }, h('summary', {}, `Who pays for ${deployment}`),
    h('div', { class: 'scroll' }, h('table', {},
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Tenant'), h('th', { scope: 'col' }, 'Cost centre'),
        h('th', { scope: 'col', class: 'number' }, 'Weighted tokens'), h('th', { scope: 'col', class: 'number' }, `Cost, ${currency}`))),
      h('tbody', {}, lines.map((line) => h('tr', {},
        h('th', { scope: 'row' }, valueName('tenant', line.tenant)),
        h('td', {}, line.costCentre),
        h('td', { class: 'number' }, shown(line.weightedTokens, 'count')),
        h('td', { class: 'number' }, shown(line.cost, 'money', currency))))))));
}
