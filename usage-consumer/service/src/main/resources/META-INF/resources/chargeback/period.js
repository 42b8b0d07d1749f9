import { day } from './format.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MOST_HOURS_AS_BARS = 48;
const MOST_DAYS_AS_BARS = 100;

/** The periods to choose from. */
export const PERIODS = [
  ['today', 'Today'],
  ['week', '7 days'],
  ['month', 'This month'],
  ['last-month', 'Last month'],
  ['custom', 'Custom'],
];

/** "2026-11-28T10:00:00Z". */
export function iso(millis) {
  return new Date(millis).toISOString().replace('.000Z', 'Z');
}

/** "2026-11-28". */
export function isoDay(millis) {
  return iso(millis).slice(0, 10);
}

/**
 * A half-open period in UTC milliseconds. What has not ended yet reaches to the end of the present hour: hours are what is
 * rolled up and what provisioned capacity is paid by.
 */
export function periodOf(state, now) {
  const date = new Date(now);
  const today = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  const month = (offset) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1);
  const hourEnd = Math.floor(now / HOUR) * HOUR + HOUR;
  switch (state.period) {
    case 'today': return { from: today, to: hourEnd };
    case 'week': return { from: today - 6 * DAY, to: hourEnd };
    case 'last-month': return { from: month(-1), to: month(0) };
    case 'custom': {
      const from = Date.parse(state.from);
      const to = Math.min(Date.parse(state.to) + DAY, hourEnd);
      return Number.isNaN(from) || Number.isNaN(to) || from >= to ? null : { from, to };
    }
    default: return { from: month(0), to: hourEnd };
  }
}

/** "1 – 28 Nov 2026 (UTC)" in words. */
export function describe(period) {
  const first = day(iso(period.from));
  const last = day(iso(period.to - 1));
  return first === last ? `${first}, UTC` : `${first} \u2013 ${last}, UTC`;
}

/** The dimension by which a period is drawn, and its buckets as the API names them, each with its own half-open period. */
export function bucketsOf({ from, to }) {
  if (to - from <= MOST_HOURS_AS_BARS * HOUR) {
    return { dimension: 'hour', buckets: steps(from, to, HOUR, iso) };
  }
  if (to - from <= MOST_DAYS_AS_BARS * DAY) {
    return { dimension: 'day', buckets: steps(from, to, DAY, isoDay) };
  }
  const buckets = [];
  for (let at = from; at < to;) {
    const date = new Date(at);
    const next = Math.min(to, Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
    buckets.push({ name: iso(at).slice(0, 7), from: at, to: next });
    at = next;
  }
  return { dimension: 'month', buckets };
}

function steps(from, to, step, name) {
  const buckets = [];
  for (let at = from; at < to; at += step) {
    buckets.push({ name: name(at), from: at, to: Math.min(to, at + step) });
  }
  return buckets;
}
