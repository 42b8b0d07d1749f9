const TEN = 10n;

/** An exact decimal of any length: {@code units / 10^scale}. Immutable. */
export class Decimal {
  static ZERO = new Decimal(0n, 0);

  constructor(units, scale) {
    this.units = units;
    this.scale = scale;
    Object.freeze(this);
  }

  /** Reads "-12.340"; no exponents. */
  static parse(text) {
    const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    if (!match) {
      throw new RangeError(`not a decimal: ${text}`);
    }
    const [, sign, whole, fraction = ''] = match;
    const units = BigInt(whole + fraction);
    return new Decimal(sign ? -units : units, fraction.length);
  }

  plus(other) {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.#at(scale) + other.#at(scale), scale);
  }

  minus(other) {
    return this.plus(other.negated());
  }

  negated() {
    return new Decimal(-this.units, this.scale);
  }

  /** -1, 0 or 1. */
  sign() {
    return this.units === 0n ? 0 : this.units < 0n ? -1 : 1;
  }

  /** Negative, zero or positive, as sort() wants it. */
  compareTo(other) {
    return this.minus(other).sign();
  }

  /** The nearest decimal with so many places; half goes away from zero. */
  round(places) {
    if (places >= this.scale) {
      return new Decimal(this.#at(places), places);
    }
    const divisor = TEN ** BigInt(this.scale - places);
    const size = this.units < 0n ? -this.units : this.units;
    const rounded = (size + divisor / 2n) / divisor;
    return new Decimal(this.units < 0n ? -rounded : rounded, places);
  }

  /** The same number without zeros at its end, but with so many places at least. */
  trim(places) {
    let { units, scale } = this;
    while (scale > places && units % TEN === 0n) {
      units /= TEN;
      scale -= 1;
    }
    return new Decimal(units, scale);
  }

  /** How many zeros follow the point before the first other digit; 0 from one tenth on, and for zero. */
  leadingZeros() {
    const size = this.units < 0n ? -this.units : this.units;
    return size === 0n ? 0 : Math.max(0, this.scale - size.toString().length);
  }

  /** What part of {@code whole} it is, as a number that is good enough to draw with, and for nothing else. */
  ratioTo(whole) {
    if (whole.units === 0n) {
      return 0;
    }
    const scale = Math.max(this.scale, whole.scale);
    return Number((this.#at(scale) * 1000000n) / whole.#at(scale)) / 1000000;
  }

  /** Roughly its value, for axes. */
  approximately() {
    return Number(this.toString());
  }

  /** Every digit, without grouping. */
  toString() {
    const digits = (this.units < 0n ? -this.units : this.units).toString().padStart(this.scale + 1, '0');
    const whole = digits.slice(0, digits.length - this.scale);
    const fraction = this.scale === 0 ? '' : `.${digits.slice(digits.length - this.scale)}`;
    return `${this.units < 0n ? '-' : ''}${whole}${fraction}`;
  }

  #at(scale) {
    return this.units * TEN ** BigInt(scale - this.scale);
  }
}
