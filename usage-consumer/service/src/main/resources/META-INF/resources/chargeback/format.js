import { Decimal } from './decimal.js';

const MONEY_PLACES = 2;
const LEAST_DIGITS = 3;
const MINUS = '\u2212';

/** Thousands with commas and a true minus sign: "−1,234.50". */
export function grouped(text) {
  const [whole, fraction] = text.replace('-', '').split('.');
  const commas = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${text.startsWith('-') ? MINUS : ''}${commas}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** Two places; below a tenth as many as show three digits, so that no amount looks like nothing. */
export function money(value) {
  if (value.leadingZeros() === 0) {
    return grouped(value.round(MONEY_PLACES).toString());
  }
  const places = Math.max(MONEY_PLACES, value.leadingZeros() + LEAST_DIGITS);
  return grouped(value.round(places).trim(MONEY_PLACES).toString());
}

/** Every digit of it, two places at least. */
export function exactMoney(value) {
  return grouped(value.round(Math.max(MONEY_PLACES, value.scale)).trim(MONEY_PLACES).toString());
}

/** Whole numbers as they are, others to a tenth. */
export function percent(value) {
  const tenth = value.round(1);
  return `${grouped(tenth.toString()).replace(/\.0$/, '')}\u202f%`;
}

/** A fraction of one as percent. */
export function share(value) {
  return percent(new Decimal(value.units * 100n, value.scale));
}

/** Short, for axes: "1.2 k". */
export function short(number) {
  const size = Math.abs(number);
  for (const [from, unit] of [[1e12, 'T'], [1e9, 'B'], [1e6, 'M'], [1e3, 'k']]) {
    if (size >= from) {
      return `${trimmed(number / from)}\u202f${unit}`;
    }
  }
  return trimmed(number);
}

function trimmed(number) {
  return Number(number.toPrecision(3)).toString().replace('-', MINUS);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "28 Nov 2026" for a UTC date or instant. */
export function day(text) {
  return `${Number(text.slice(8, 10))} ${MONTHS[Number(text.slice(5, 7)) - 1]} ${text.slice(0, 4)}`;
}

/** "28 Nov". */
export function shortDay(text) {
  return day(text).slice(0, -5);
}

/** "Nov 2026". */
export function month(text) {
  return `${MONTHS[Number(text.slice(5, 7)) - 1]} ${text.slice(0, 4)}`;
}

/** "28 Nov 2026, 10:15:30". */
export function instant(text) {
  return `${day(text)}, ${text.slice(11, 19)}`;
}

/** "412 ms" or "3.21 s". */
export function duration(millis) {
  const number = Number(millis);
  return number < 1000 ? `${number}\u202fms` : `${(number / 1000).toFixed(2)}\u202fs`;
}
