import { Decimal } from './decimal.js';
import { Figure, shown } from './figure.js';
import { money, month, short, shortDay, grouped } from './format.js';
import { h, svg } from './dom.js';
import { valueName } from './state.js';

const HEIGHT = 268;
const MARGIN = { top: 24, right: 4, bottom: 28, left: 56 };
const LEAST_LABEL_WIDTH = 52;
const TICKS = 4;

/** What a bucket is called on an axis. */
export function bucketName(dimension, name) {
  if (dimension === 'hour') {
    return name.slice(11, 16);
  }
  return dimension === 'month' ? month(`${name}-01`) : shortDay(name);
}

/** The words for a series. */
export function seriesName(series, dimension) {
  if (series.kind === 'unused') {
    return 'Unused PTU capacity';
  }
  return series.kind === 'rest' ? 'All others' : valueName(dimension, series.name);
}

/** The class that colours a series: its place, or what it is. */
export function seriesClass(timeline, series) {
  return series.kind === 'group' ? `series-${timeline.series.indexOf(series) + 1}` : `series-${series.kind}`;
}

/**
 * Stacked columns. One stop of the tab key: arrows go from column to column, Enter opens one. What a column consists of is
 * shown beside it and read out.
 *
 * @param open called with a bucket and, for a click on a part, its series
 */
export class Chart {
  #box = h('div', { class: 'chart-box' });
  #tip = h('div', { class: 'chart-tip', hidden: true });
  #current = 0;
  #observer = new ResizeObserver(() => this.#draw());

  constructor(timeline, view, open) {
    this.timeline = timeline;
    this.view = view;
    this.open = open;
    this.element = h('div', { class: 'chart' }, this.#box, this.#tip);
    this.#current = timeline.buckets.length - 1;
    this.#observer.observe(this.element);
  }

  /** Ends its watch on the size. */
  close() {
    this.#observer.disconnect();
  }

  #draw() {
    const width = Math.floor(this.element.clientWidth);
    if (width === 0) {
      return;
    }
    const focused = this.#box.contains(document.activeElement);
    const scale = this.#scale(width);
    this.columns = this.timeline.buckets.map((bucket, index) => this.#column(bucket, index, scale));
    this.#box.replaceChildren(svg('svg', { width, height: HEIGHT, role: 'group', 'aria-label': this.view.label },
      svg('defs', {}, hatch()),
      this.#axes(scale, width),
      this.columns));
    this.#roveTo(this.#current, focused);
  }

  #scale(width) {
    let most = Decimal.ZERO;
    let least = Decimal.ZERO;
    for (const bucket of this.timeline.buckets) {
      const { above, below } = this.#heights(bucket);
      most = above.compareTo(most) > 0 ? above : most;
      least = below.compareTo(least) < 0 ? below : least;
    }
    const step = niceStep(most.minus(least).approximately() / TICKS);
    const top = Math.max(step, Math.ceil(most.approximately() / step - 1e-9) * step);
    const bottom = Math.floor(least.approximately() / step + 1e-9) * step;
    const inner = { width: width - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };
    const slot = inner.width / this.timeline.buckets.length;
    return {
      step,
      top,
      bottom,
      slot,
      x: (index) => MARGIN.left + index * slot,
      y: (value) => MARGIN.top + ((top - value) / (top - bottom)) * inner.height,
      barWidth: Math.min(56, Math.max(2, slot * 0.72)),
    };
  }

  #heights(bucket) {
    let above = Decimal.ZERO;
    let below = Decimal.ZERO;
    for (const series of this.timeline.series) {
      const value = series.points.get(bucket.name)?.value ?? Decimal.ZERO;
      above = value.sign() > 0 ? above.plus(value) : above;
      below = value.sign() < 0 ? below.plus(value) : below;
    }
    return { above, below };
  }

  #axes(scale, width) {
    const parts = [svg('text', { x: MARGIN.left - 8, y: MARGIN.top - 10, 'text-anchor': 'end' }, this.view.unit)];
    for (let at = scale.bottom; at <= scale.top + scale.step / 2; at += scale.step) {
      const y = Math.round(scale.y(at)) + 0.5;
      parts.push(svg('line', { x1: MARGIN.left, x2: width - MARGIN.right, y1: y, y2: y, class: Math.abs(at) < scale.step / 2 ? 'base' : 'grid' }),
        svg('text', { x: MARGIN.left - 8, y: y + 4, 'text-anchor': 'end' }, short(Number(at.toPrecision(12)))));
    }
    const every = Math.ceil(LEAST_LABEL_WIDTH / scale.slot);
    this.timeline.buckets.forEach((bucket, index) => {
      if ((this.timeline.buckets.length - 1 - index) % every === 0) {
        parts.push(svg('text', { x: scale.x(index) + scale.slot / 2, y: HEIGHT - 8, 'text-anchor': 'middle' },
          bucketName(this.timeline.dimension, bucket.name)));
      }
    });
    return svg('g', { class: 'axes', 'aria-hidden': 'true' }, parts);
  }

  #column(bucket, index, scale) {
    const x = scale.x(index) + (scale.slot - scale.barWidth) / 2;
    let above = Decimal.ZERO;
    let below = Decimal.ZERO;
    const parts = [];
    for (const series of this.timeline.series) {
      const figure = series.points.get(bucket.name);
      if (!figure || figure.isZero()) {
        continue;
      }
      const positive = figure.value.sign() > 0;
      const start = positive ? above : below;
      const end = start.plus(figure.value);
      const [high, low] = positive ? [end, start] : [start, end];
      const y = scale.y(high.approximately());
      const height = Math.max(0.5, scale.y(low.approximately()) - y - (parts.length > 0 ? 1 : 0));
      parts.push(svg('rect', {
        x, y, width: scale.barWidth, height, rx: 1.5, class: seriesClass(this.timeline, series),
        'data-value': figure.value.toString(),
        click: (event) => { event.stopPropagation(); this.open(bucket, series); },
      }));
      above = positive ? end : above;
      below = positive ? below : end;
    }
    return svg('g', {
      class: 'column',
      role: 'button',
      tabindex: -1,
      'aria-label': this.#spoken(bucket),
      click: () => this.open(bucket, null),
      keydown: (event) => this.#key(event, index),
      focus: () => this.#tell(index, scale),
      blur: () => this.#hush(),
      pointerenter: () => this.#tell(index, scale),
      pointerleave: () => this.#hush(),
    }, svg('rect', { x: scale.x(index), y: MARGIN.top, width: scale.slot, height: HEIGHT - MARGIN.top - MARGIN.bottom, class: 'column-ground', rx: 3 }), parts);
  }

  #key(event, index) {
    const last = this.timeline.buckets.length - 1;
    const to = { ArrowLeft: Math.max(0, index - 1), ArrowRight: Math.min(last, index + 1), Home: 0, End: last }[event.key];
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.open(this.timeline.buckets[index], null);
    } else if (to !== undefined) {
      event.preventDefault();
      this.#roveTo(to, true);
    }
  }

  #roveTo(index, focus) {
    this.columns.forEach((column, other) => column.setAttribute('tabindex', other === index ? 0 : -1));
    this.#current = index;
    if (focus) {
      this.columns[index].focus();
    }
  }

  #parts(bucket) {
    return this.timeline.series
      .filter((series) => series.points.has(bucket.name))
      .map((series) => [series, series.points.get(bucket.name)]);
  }

  #spoken(bucket) {
    const say = this.view.kind === 'money' ? (value) => `${money(value)} ${this.view.unit}` : (value) => `${grouped(value.toString())} tokens`;
    const parts = this.#parts(bucket).map(([series, figure]) => `${seriesName(series, this.view.dimension)} ${say(figure.value)}`);
    const total = Figure.sum(this.#parts(bucket).map(([, figure]) => figure));
    return `${bucketName(this.timeline.dimension, bucket.name)}: ${say(total.value)}${parts.length > 1 ? `; ${parts.join(', ')}` : ''}`;
  }

  #tell(index, scale) {
    const bucket = this.timeline.buckets[index];
    const parts = this.#parts(bucket);
    this.#tip.replaceChildren(
      h('p', { class: 'tip-title' }, bucketName(this.timeline.dimension, bucket.name), ' ',
        shown(Figure.sum(parts.map(([, figure]) => figure)), this.view.kind, this.view.unit)),
      h('ul', {}, parts.filter(([, figure]) => !figure.isZero()).map(([series, figure]) => h('li', {},
        h('span', { class: `swatch ${seriesClass(this.timeline, series)}` }),
        h('span', {}, seriesName(series, this.view.dimension)),
        shown(figure, this.view.kind, this.view.unit)))));
    this.#tip.hidden = false;
    const middle = scale.x(index) + scale.slot / 2;
    const room = this.element.clientWidth - this.#tip.offsetWidth;
    const beside = middle + scale.slot / 2 + 8;
    this.#tip.style.left = `${Math.max(0, beside <= room ? beside : middle - scale.slot / 2 - 8 - this.#tip.offsetWidth)}px`;
  }

  #hush() {
    this.#tip.hidden = true;
  }
}

function hatch() {
  return svg('pattern', { id: 'hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    svg('rect', { width: 5, height: 5, class: 'hatch-ground' }),
    svg('rect', { width: 2, height: 5, class: 'hatch-line' }));
}

function niceStep(rough) {
  if (!(rough > 0)) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) * power;
}
