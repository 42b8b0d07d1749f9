import { Figure } from './figure.js';
import { bucketsOf, iso } from './period.js';

const CHARGEBACK = '/usage/v1/chargeback';
const MOST_SERIES = 5;
const COUNTS = ['requests', 'completed', 'denied', 'failed', 'partial', 'cancelled', 'interrupted', 'inputTokens',
  'cachedInputTokens', 'outputTokens', 'reasoningTokens', 'totalTokens', 'estimatedTokens', 'unpricedTokens'];
const AMOUNTS = ['cost', 'listCost', 'adjustments'];

/** The parameters of a report over a period; spread is how provisioned capacity is charged. */
export function parameters(state, period, groupBy, filters = state.filters) {
  const spread = state.spread === 'use' ? [] : [['amortisation', state.spread]];
  return [['from', iso(period.from)], ['to', iso(period.to)], ['groupBy', groupBy], ...filters, ...spread];
}

/** A report and its rows. Without a limit the API answers with all of them. */
async function rows(api, query, signal) {
  const answer = await api.get(CHARGEBACK, query, signal);
  return { answer, all: answer.body.rows.map((row, index) => new Row(answer, index, row)) };
}

class Row {
  #answer;
  #index;

  constructor(answer, index, fields) {
    this.#answer = answer;
    this.#index = index;
    this.fields = fields;
  }

  get isUnused() {
    return this.fields.line === 'unused';
  }

  figure(column) {
    const value = this.fields[column];
    return value === undefined || value === null ? null : Figure.at(this.#answer, `/rows/${this.#index}/${column}`);
  }
}

/** Rows of one group: counts of all of them, amounts of those in one currency. */
class Entry {
  constructor(name, isUnused) {
    this.name = name;
    this.isUnused = isUnused;
  }

  add(row, currency) {
    const columns = row.fields.currency === currency ? [...COUNTS, ...AMOUNTS] : COUNTS;
    for (const column of columns) {
      const figure = row.figure(column);
      if (figure) {
        this[column] = this[column] ? this[column].plus(figure) : figure;
      }
    }
  }

  measured(measure) {
    return (measure === 'cost' ? this.cost : this.totalTokens) ?? Figure.sum([]);
  }
}

function entries(list, dimension, currency) {
  const byName = new Map();
  for (const row of list) {
    const id = row.isUnused ? '\u0000unused' : row.fields[dimension];
    if (!byName.has(id)) {
      byName.set(id, new Entry(row.fields[dimension], row.isUnused));
    }
    byName.get(id).add(row, currency);
  }
  return [...byName.values()];
}

function byMeasure(measure) {
  return (a, b) => Number(a.isUnused) - Number(b.isUnused)
    || b.measured(measure).value.compareTo(a.measured(measure).value)
    || a.name.localeCompare(b.name);
}

/** How many of the groups are drawn by themselves: the largest, unless only one would be left. */
export function seriesOf(groups) {
  const used = groups.filter((group) => !group.isUnused).length;
  return used > MOST_SERIES + 1 ? MOST_SERIES : used;
}

/** The groups of a period, the largest first, and the report's totals in the currency that is shown. */
export async function loadBreakdown(api, state, period, dimension, signal) {
  const { answer, all } = await rows(api, parameters(state, period, dimension), signal);
  const currencies = (answer.body.totals.costs ?? []).map((total) => total.currency);
  const currency = currencies.includes(state.currency) ? state.currency : currencies[0] ?? '';
  return {
    dimension,
    currencies,
    currency,
    groups: entries(all, dimension, currency).sort(byMeasure(state.measure)),
    totals: totals(answer, currencies.indexOf(currency), all, currency),
  };
}

function totals(answer, index, all, currency) {
  const result = {};
  for (const column of COUNTS) {
    if (answer.at(`/totals/${column}`) !== undefined) {
      result[column] = Figure.at(answer, `/totals/${column}`);
    }
  }
  for (const column of AMOUNTS) {
    if (index >= 0 && answer.at(`/totals/costs/${index}/${column}`) !== undefined) {
      result[column] = Figure.at(answer, `/totals/costs/${index}/${column}`);
    } else {
      const figures = all.filter((row) => row.fields.currency === currency).map((row) => row.figure(column));
      result[column] = figures.every((figure) => figure !== null) ? Figure.sum(figures) : null;
    }
  }
  return result;
}

/**
 * The measure over time: buckets, and for each series its figure per bucket. The largest groups are series of their own; what
 * the rest comes to is what is left of the bucket's total. Unused capacity is read once, where no group is left out.
 */
export async function loadTimeline(api, state, period, breakdown, signal) {
  const { dimension, buckets } = bucketsOf(period);
  const used = breakdown.groups.filter((group) => !group.isUnused);
  const largest = used.slice(0, seriesOf(used));
  const series = largest.map((group) => ({ name: group.name, kind: 'group', points: new Map() }));
  const rest = { name: '', kind: 'rest', points: new Map() };
  const unused = { name: '', kind: 'unused', points: new Map() };
  const both = `${dimension},${breakdown.dimension}`;
  if (largest.length < used.length) {
    const filters = [...withoutDimension(state.filters, breakdown.dimension),
      ...largest.map((group) => [breakdown.dimension, group.name])];
    const [parts, wholes] = await Promise.all([
      rows(api, parameters(state, period, both, filters), signal),
      rows(api, parameters(state, period, dimension), signal)]);
    collect(parts.all, dimension, breakdown, state.measure, series, null);
    const sums = { name: '', points: new Map() };
    collect(wholes.all, dimension, { ...breakdown, dimension: null }, state.measure, [sums], unused);
    sums.points.forEach((sum, bucket) => rest.points.set(bucket,
      series.reduce((left, each) => (each.points.has(bucket) ? left.minus(each.points.get(bucket)) : left), sum)));
  } else {
    const parts = await rows(api, parameters(state, period, both), signal);
    collect(parts.all, dimension, breakdown, state.measure, series, unused);
  }
  return {
    dimension,
    buckets,
    series: [...series, rest, unused].filter((each) => each.points.size > 0),
  };
}

function withoutDimension(filters, dimension) {
  return filters.filter(([name]) => name !== dimension);
}

function collect(list, time, { dimension, currency }, measure, series, unused) {
  for (const row of list) {
    const into = row.isUnused ? unused
      : dimension === null ? series[0] : series.find((each) => each.name === row.fields[dimension]);
    const figure = measure === 'cost'
      ? (row.fields.currency === currency ? row.figure('cost') : null)
      : row.figure('totalTokens');
    if (into && figure) {
      const bucket = row.fields[time];
      into.points.set(bucket, into.points.has(bucket) ? into.points.get(bucket).plus(figure) : figure);
    }
  }
}

