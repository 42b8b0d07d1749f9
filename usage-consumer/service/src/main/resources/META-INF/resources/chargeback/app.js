import { Api } from './api.js';
import { breakdownView, topView } from './breakdown.js';
import { budgetsView, loadBudgets } from './budgets.js';
import { byId, h, loading } from './dom.js';
import { download } from './download.js';
import { showEveryDigit } from './figure.js';
import { grouped } from './format.js';
import { fillPanel } from './panel.js';
import { describe, iso, periodOf } from './period.js';
import { idleByCurrency, loadProvisioned, provisionedView } from './provisioned.js';
import { loadBreakdown, loadTimeline, parameters } from './report.js';
import { requestsView, windowName, windowOf } from './requests.js';
import { askForKey, forgetKey, showContent, storedKey } from './session.js';
import { DIMENSIONS, dimensionName, readState, valueName, withFilter, writeState } from './state.js';
import { storyView } from './story.js';
import { notices, provisionedTiles, summaryView } from './summary.js';
import { timelineView } from './timeline.js';
import { buildToolbar, chip, showCurrencies, showToolbar } from './toolbar.js';

const TOP_DIMENSIONS = ['tenant', 'costCentre', 'product', 'application', 'key'];

let api = null;
let state = readState(location.hash);
let period = null;
let running = new AbortController();

const actions = {
  /** Shows something else; the list of requests goes back to the whole period unless told otherwise. */
  change(changes, { keepRequests = false } = {}) {
    const reset = keepRequests ? {} : { requestsFrom: '', requestsTo: '' };
    location.hash = writeState({ ...state, ...reset, ...changes });
  },
  narrow(dimension, value) {
    const next = { tenant: 'model', model: 'deployment', costCentre: 'tenant', capacity: 'deployment' }[dimension] ?? 'tenant';
    actions.change({ filters: withFilter(state.filters, dimension, value), by: state.by === dimension ? next : state.by });
    announce(`Only ${dimensionName(dimension)} ${valueName(dimension, value)}`);
  },
  widen(dimension) {
    actions.change({ filters: state.filters.filter(([name]) => name !== dimension) });
    byId('by').focus();
  },
  /** Lists the requests of a bucket, or of a group, or of both. */
  showRequests(bucket, filter) {
    const filters = filter ? withFilter(state.filters, ...filter) : state.filters;
    const window = bucket ? { requestsFrom: iso(bucket.from), requestsTo: iso(bucket.to) } : {};
    location.hash = writeState({ ...state, ...window, filters });
    byId('requests').scrollIntoView({ block: 'start' });
    byId('requests-title').focus({ preventScroll: true });
  },
  openRequest(id) {
    actions.change({ request: id }, { keepRequests: true });
  },
  failed(error) {
    if (error.status === 401) {
      leave('The key is not accepted any more.');
    } else if (error.name !== 'AbortError') {
      announce(error.message);
      byId('toolbar-problem').textContent = error.message;
    }
  },
};

function announce(text) {
  byId('announce').textContent = text;
}

function leave(problem) {
  running.abort();
  forgetKey();
  api = null;
  byId('story').close();
  document.querySelectorAll('.panel-body, #summary, #notices').forEach((part) => part.replaceChildren());
  askForKey(problem, enter);
}

function enter(opened) {
  api = opened;
  showContent();
  byId('content').focus({ preventScroll: true });
  show();
}

/** Shows all that the state asks for. Panels load beside each other and fail alone. */
async function show() {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  showEveryDigit(state.exact);
  showToolbar(state, actions);
  period = periodOf(state, Date.now());
  byId('toolbar-problem').textContent = period ? '' : 'The first day must not be after the last, nor in the future.';
  if (!period) {
    return;
  }
  titles();
  try {
    await Promise.all([showReport(signal), showTop(signal), showProvisioned(signal), showRequests(signal), showFreshness(signal),
      fillPanel('budgets', 4, async () => budgetsView(await loadBudgets(api, signal), actions), 'This usage consumer has no budgets.')]);
  } catch (e) {
    actions.failed(e);
  }
}

function titles() {
  byId('timeline-title').textContent = state.measure === 'cost' ? 'Cost over time' : 'Tokens over time';
  byId('timeline-period').textContent = describe(period);
  document.querySelector('#provisioned .unfiltered').hidden = state.filters.length === 0;
  byId('breakdown-title').textContent = `By ${dimensionName(state.by).toLowerCase()}`;
}

async function showReport(signal) {
  const asked = state;
  const during = period;
  const loaded = shared(() => loadBreakdown(api, asked, during, asked.by, signal));
  await Promise.all([
    fillPanel('summary', 2, async () => {
      const breakdown = await loaded();
      showCurrencies(breakdown);
      byId('notices').replaceChildren(...notices(breakdown));
      const kept = [...byId('summary').querySelectorAll('.tile-provisioned')];
      return [...summaryView(breakdown), ...kept];
    }),
    fillPanel('timeline', 8, async () => {
      const breakdown = await loaded();
      return timelineView(await loadTimeline(api, asked, during, breakdown, signal), breakdown, asked, actions);
    }),
    fillPanel('breakdown', 6, async () => breakdownView(await loaded(), asked, actions)),
  ]);
}

/** Loads once for all who ask, and anew for who asks after it has failed. */
function shared(load) {
  let loading = null;
  return () => {
    loading ??= load().catch((e) => {
      loading = null;
      throw e;
    });
    return loading;
  };
}

function showTop(signal) {
  const dimension = byId('top-by').value;
  return fillPanel('top', 6, async () => topView(
    await loadBreakdown(api, { ...state, measure: 'cost' }, period, dimension, signal), actions));
}

function showProvisioned(signal) {
  return fillPanel('provisioned', 4, async () => {
    const deployments = await loadProvisioned(api, state, period, signal);
    byId('summary').querySelectorAll('.tile-provisioned').forEach((tile) => tile.remove());
    byId('summary').append(...provisionedTiles(idleByCurrency(deployments), state.filters.length > 0));
    return provisionedView(deployments, actions);
  }, 'This usage consumer has no report on provisioned capacity.');
}

async function showRequests(signal) {
  const window = windowOf(state, period);
  byId('requests-window').replaceChildren(...(window.isPart
    ? [chip(windowName(window), () => actions.change({}))] : []));
  await fillPanel('requests', 6, () => requestsView(api, state, window, actions, signal), 'This usage consumer lists no requests.');
  await showStory();
}

async function showStory() {
  const dialog = byId('story');
  if (!state.request) {
    dialog.close();
    return;
  }
  if (dialog.open && dialog.dataset.request === state.request) {
    return;
  }
  dialog.dataset.request = state.request;
  const body = h('div', { class: 'panel-body' }, loading(8));
  dialog.replaceChildren(h('div', { class: 'panel-head' },
    h('h2', { id: 'story-title' }, 'Request ', h('code', {}, state.request)),
    h('button', { type: 'button', click: () => dialog.close() }, 'Close')), body);
  if (!dialog.open) {
    dialog.showModal();
  }
  await fillPanel('story', 8, () => storyView(api, state.request, running.signal), 'No event of this request has arrived.');
}

async function showFreshness(signal) {
  let status;
  try {
    status = (await api.get('/usage/v1/status', [], signal)).body;
  } catch (e) {
    if (e.status === 401 || e.name === 'AbortError') {
      throw e;
    }
    byId('freshness').textContent = 'Not known how fresh this is';
    return;
  }
  const waiting = status.lag === '0' ? 'All events read' : status.lag.startsWith('-') ? 'Kafka does not answer' : `${grouped(status.lag)} events not read yet`;
  const cards = status.rateCards === 'up-to-date' ? '' : '; rate cards may be out of date';
  const dead = status.deadLetters === '0' ? '' : `; ${grouped(status.deadLetters)} dead letters`;
  byId('freshness').textContent = waiting + cards + dead;
}

async function save(format, button) {
  button.disabled = true;
  try {
    announce(`Saved ${await download(api, format, parameters(state, period, state.by), period, state.by)}`);
    byId('toolbar-problem').textContent = '';
  } catch (e) {
    actions.failed(e);
  } finally {
    button.disabled = false;
  }
}

function build() {
  buildToolbar(() => state, actions);
  byId('top-by').append(...DIMENSIONS.filter(([name]) => TOP_DIMENSIONS.includes(name))
    .map(([value, text]) => h('option', { value }, `${text}s`)));
  byId('top-by').addEventListener('change', () => showTop(running.signal).catch(actions.failed));
  byId('download-csv').addEventListener('click', (event) => save('csv', event.currentTarget));
  byId('download-focus').addEventListener('click', (event) => save('focus', event.currentTarget));
  byId('refresh').addEventListener('click', show);
  byId('sign-out').addEventListener('click', () => leave(''));
  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('content').focus();
  });
  byId('story').addEventListener('close', () => {
    if (state.request) {
      actions.change({ request: '' }, { keepRequests: true });
    }
  });
  window.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    actions.failed(event.reason);
  });
  window.addEventListener('hashchange', () => {
    const before = writeState({ ...state, request: '' });
    state = readState(location.hash);
    if (!api) {
      return;
    }
    if (writeState({ ...state, request: '' }) === before) {
      showStory().catch(actions.failed);
    } else {
      show();
    }
  });
}

build();
const key = storedKey();
if (key) {
  enter(new Api(key));
} else {
  askForKey('', enter);
}
