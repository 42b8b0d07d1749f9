import { Figure, shown } from './figure.js';
import { badge, h } from './dom.js';
import { duration, instant } from './format.js';
import { ending } from './requests.js';
import { valueName } from './state.js';

const SOURCES = {
  reported: 'reported by the backend',
  counted: 'counted by the gateway',
  estimated: 'estimated by the gateway',
  none: 'none used',
};

const TOKENS = [['input', 'Input'], ['cachedInput', 'of it cached'], ['audioInput', 'of it audio'], ['imageInput', 'of it images'],
  ['output', 'Output'], ['reasoning', 'of it reasoning'], ['audioOutput', 'of it audio']];

const RATES = [['inputPerMillion', 'Per million input', 'money'], ['cachedInputPerMillion', 'Per million cached', 'money'],
  ['outputPerMillion', 'Per million output', 'money'], ['perCall', 'Per call', 'money'], ['perHour', 'Per hour', 'money'],
  ['discountPercent', 'Discount', 'percent']];

/** One request from its caller to its cost. */
export async function storyView(api, id, signal) {
  const answer = await api.get(`/usage/v1/requests/${encodeURIComponent(id)}`, [], signal);
  const { caller, request, served, outcome, timing } = answer.body;
  return [
    h('p', { class: 'story-lead' }, ending(outcome.kind), ` ${instant(answer.body.occurredAt)} UTC on `, h('code', {}, answer.body.node),
      `, catalog version ${answer.body.catalogVersion}`),
    h('div', { class: 'story-parts' },
      part('Who', pairs([['Tenant', caller.tenant], ['Cost centre', caller.costCentre], ['Product', caller.product],
        ['Application', caller.application], ['Key', caller.keyId], ['User', caller.user], ['Session', caller.session],
        ['Address', caller.addressClass], ...Object.entries(caller.tags ?? {}).map(([name, value]) => [`Tag ${name}`, value])])),
      part('Asked for', pairs([['Operation', request.operation], ['Model', request.model], ['Route', request.route],
        ['Answer', request.streamed === true ? 'as a stream' : 'in one piece']])),
      part('Served by', pairs([['Deployment', served.deployment], ['Model', served.model], ['Reported model', served.reportedModel],
        ['Capacity', served.capacity && valueName('capacity', served.capacity)], ['Region', served.region],
        ['Spilled from', served.spilledFrom]])),
      part('Used', tokens(answer)),
      part('Cost', cost(answer)),
      part('Ended', pairs([['Status', outcome.status], ['Reason', outcome.reason],
        ['First token', wait(timing.firstTokenMillis)], ['In all', wait(timing.totalMillis)]]))),
    part('Attempts', attempts(served.attempts ?? [])),
    h('details', { class: 'as-table' }, h('summary', {}, 'The event as JSON'),
      h('pre', { tabindex: 0 }, JSON.stringify(JSON.parse(answer.text), null, 2))),
  ];
}

function wait(millis) {
  return millis === undefined || millis === null || millis.startsWith('-') ? '' : duration(millis);
}

function part(title, content) {
  return h('section', {}, h('h3', {}, title), content);
}

function pairs(list) {
  const present = list.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return present.length === 0 ? h('p', { class: 'muted' }, 'Nobody') : h('dl', { class: 'story-pairs' },
    present.map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', {}, value))));
}

function tokens(answer) {
  const lines = TOKENS.filter(([name, title]) => {
    const count = answer.at(`/tokens/${name}`);
    return count !== undefined && (!title.startsWith('of it') || count !== '0');
  });
  const source = answer.body.tokens.source;
  return [pairs(lines.map(([name, title]) => [title, shown(Figure.at(answer, `/tokens/${name}`), 'count', 'tokens')])),
    h('p', { class: 'muted small' }, SOURCES[source] ?? source)];
}

function cost(answer) {
  const { currency, rateCard } = answer.body;
  if (!currency) {
    return h('p', { class: 'muted' }, 'No rate card was in force.');
  }
  const figure = Figure.at(answer, '/cost');
  const isByTheHour = figure.isZero() && answer.body.served.capacity === 'ptu';
  return [
    pairs([['Cost', [shown(figure, 'money', currency), h('span', { class: 'unit' }, currency)]],
      ['Every digit', h('span', { class: 'wrap' }, answer.body.cost)], ['Rate card', rateCard?.id], ...rates(answer),
      ['Recorded', answer.body.recordedAt && `${instant(answer.body.recordedAt)} UTC`]]),
    isByTheHour ? h('p', { class: 'muted small' }, 'Provisioned capacity is paid by the hour; reports divide it.') : null,
  ];
}

function rates(answer) {
  return RATES.filter(([name]) => ![undefined, null, '0'].includes(answer.at(`/rateCard/${name}`)))
    .map(([name, title, kind]) => [title, shown(Figure.at(answer, `/rateCard/${name}`), kind)]);
}

function attempts(list) {
  if (list.length === 0) {
    return h('p', { class: 'muted' }, 'No deployment was called.');
  }
  return h('ol', { class: 'attempts' }, list.map((attempt) => h('li', {},
    h('span', { class: 'strong' }, attempt.deployment),
    badge(attempt.result, attempt.result === 'ok' ? 'good' : 'warn'),
    h('span', { class: 'muted' }, attempt.status === '0' ? '' : `status ${attempt.status}`),
    h('span', { class: 'muted end' }, wait(attempt.durationMillis)))));
}
