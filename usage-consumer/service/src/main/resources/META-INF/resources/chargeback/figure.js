import { Decimal } from './decimal.js';
import { exactMoney, grouped, money, percent, share } from './format.js';
import { h } from './dom.js';

const ROUNDINGS = {
  money,
  percent,
  share,
  count: (value) => grouped(value.toString()),
};

let everyDigit = false;

/** Whether amounts are shown with every digit from now on. */
export function showEveryDigit(on) {
  everyDigit = on;
}

/**
 * An exact number and where it comes from: the sum of places in the API's answers. Each term is a sign, the path that was
 * asked for, and a JSON Pointer into the answer.
 */
export class Figure {
  constructor(value, terms) {
    this.value = value;
    this.terms = terms;
  }

  /** The number at {@code pointer} in an answer. */
  static at(answer, pointer) {
    return new Figure(Decimal.parse(answer.at(pointer)), [`+${answer.path}#${pointer}`]);
  }

  static sum(figures) {
    return figures.reduce((sum, next) => sum.plus(next), new Figure(Decimal.ZERO, []));
  }

  plus(other) {
    return new Figure(this.value.plus(other.value), [...this.terms, ...other.terms]);
  }

  minus(other) {
    const negated = other.terms.map((term) => (term.startsWith('+') ? '-' : '+') + term.slice(1));
    return new Figure(this.value.minus(other.value), [...this.terms, ...negated]);
  }

  isZero() {
    return this.value.sign() === 0;
  }
}

/** A figure as it is read: rounded, with every digit in its title and its value, and with its origin. */
export function shown(figure, kind, unit = '') {
  const exact = figure.value.trim(0).toString();
  const text = everyDigit && kind === 'money' ? exactMoney(figure.value) : ROUNDINGS[kind](figure.value);
  return h('data', {
    value: exact,
    title: unit ? `${grouped(exact)} ${unit}` : grouped(exact),
    'data-kind': kind,
    'data-terms': figure.terms.join('\n'),
  }, text);
}
