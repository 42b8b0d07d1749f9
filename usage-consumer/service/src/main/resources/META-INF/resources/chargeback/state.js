/** What the report can be grouped and filtered by. */
export const DIMENSIONS = [
  ['tenant', 'Tenant'],
  ['model', 'Model'],
  ['capacity', 'Capacity type'],
  ['costCentre', 'Cost centre'],
  ['product', 'Product'],
  ['application', 'Application'],
  ['key', 'Key'],
  ['deployment', 'Deployment'],
  ['region', 'Region'],
  ['operation', 'Operation'],
  ['outcome', 'Outcome'],
];

const NAMES = new Map(DIMENSIONS);
const CHOICES = {
  period: ['month', 'today', 'week', 'last-month', 'custom'],
  by: [...NAMES.keys()],
  measure: ['cost', 'tokens'],
  spread: ['use', 'reservation', 'none'],
};

/** The words for a dimension. */
export function dimensionName(dimension) {
  return NAMES.get(dimension) ?? dimension;
}

/** The words for a dimension's value. */
export function valueName(dimension, value) {
  if (value === '') {
    return `no ${dimensionName(dimension).toLowerCase()}`;
  }
  return dimension === 'capacity' ? value.toUpperCase() : value;
}

/** What the page shows, read from the fragment of its address. The key is never in it. */
export function readState(hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const state = { filters: [] };
  for (const [name, choices] of Object.entries(CHOICES)) {
    state[name] = choices.includes(given.get(name)) ? given.get(name) : choices[0];
  }
  for (const name of ['from', 'to', 'currency', 'requestsFrom', 'requestsTo', 'request']) {
    state[name] = given.get(name) ?? '';
  }
  state.exact = given.get('exact') === 'yes';
  state.filters = [...NAMES.keys()].filter((name) => given.has(name)).map((name) => [name, given.get(name)]);
  return state;
}

/** The fragment that {@link readState} reads back. */
export function writeState(state) {
  const kept = new URLSearchParams();
  for (const [name, choices] of Object.entries(CHOICES)) {
    if (state[name] !== choices[0]) {
      kept.set(name, state[name]);
    }
  }
  for (const name of ['currency', 'requestsFrom', 'requestsTo', 'request']) {
    if (state[name]) {
      kept.set(name, state[name]);
    }
  }
  if (state.period === 'custom') {
    kept.set('from', state.from);
    kept.set('to', state.to);
  }
  if (state.exact) {
    kept.set('exact', 'yes');
  }
  state.filters.forEach(([name, value]) => kept.set(name, value));
  return `#${kept}`;
}

/** The filters with one more, or with another value of it. */
export function withFilter(filters, name, value) {
  return [...filters.filter(([other]) => other !== name), [name, value]];
}
