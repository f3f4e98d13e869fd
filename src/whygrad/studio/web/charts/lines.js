/** Lines over a common axis, drawn by uPlot: bands, dashes, logarithmic scales, values under the pointer. */

import uPlot from "../vendor/uplot-1.6.32.min.js";
import { number } from "./numbers.js";

/** @typedef {import("./palette.js").Palette} Palette */
/** @typedef {(number | null)[]} Values  null where there is nothing to draw */

/**
 * @typedef {object} Line
 * @property {Values} values
 * @property {string} color
 * @property {number[]} [dash]
 * @property {number} [width]
 * @property {boolean} [points] a dot at every value
 * @property {{low: Values, high: Values}} [band] what is shaded behind it
 */

/**
 * @typedef {object} Content
 * @property {number[]} x rising
 * @property {Line[]} lines
 * @property {boolean} [log] logarithmic: values of 0 and less are left out
 * @property {[number, number]} [range] of y; fitted to the values without it
 * @property {[number, number]} [span] of x; fitted without it
 * @property {string} xLabel
 * @property {boolean} [whole] only whole numbers below the axis
 * @property {{x: number, y: number}[]} [marks] crosses
 */

const FONT = "11px system-ui, sans-serif";

export class Lines {
  /**
   * @param {HTMLElement} host
   * @param {number} height in CSS pixels
   * @param {(index: number | null) => void} [onPoint] the place in `x` under the pointer
   */
  constructor(host, height, onPoint = () => {}) {
    this.host = host;
    this.height = height;
    this.onPoint = onPoint;
    /** @type {any} */
    this.plot = null;
    this.key = "";
    /** @type {Content | null} */
    this.content = null;
    this.resize = new ResizeObserver(() => this.fit());
    this.resize.observe(host);
  }

  /**
   * @param {Content} content
   * @param {Palette} colors
   */
  draw(content, colors) {
    this.content = content;
    const key = JSON.stringify([
      content.log,
      content.xLabel,
      colors.ink,
      colors.ground,
      content.whole,
      content.lines.map((line) => [line.color, line.dash, line.width, line.points, line.band !== undefined]),
    ]);
    if (key !== this.key) {
      this.key = key;
      this.plot?.destroy();
      this.plot = new uPlot(
        /** @type {any} */ (options(this, content, colors)),
        /** @type {any} */ (data(content)),
        this.host,
      );
    } else {
      this.plot.setData(data(content));
    }
  }

  /**
   * Show the values at place `index` of x as if it were pointed at; null: nowhere.
   *
   * @param {number | null} index
   */
  point(index) {
    const x = index === null ? undefined : this.content?.x[index];
    if (this.plot === null) return;
    const left = x === undefined ? -10 : this.plot.valToPos(x, "x");
    this.plot.setCursor({ left, top: x === undefined ? -10 : this.plot.over.clientHeight / 2 });
  }

  fit() {
    const width = this.host.clientWidth;
    if (this.plot !== null && width > 0 && Math.abs(width - this.plot.width) >= 1) {
      this.plot.setSize({ width, height: this.height });
    }
  }

  stop() {
    this.resize.disconnect();
    this.plot?.destroy();
    this.plot = null;
  }
}

/**
 * What uPlot draws. A logarithmic chart is a linear one of logarithms: uPlot's own logarithmic scale has no axis where the
 * values have more than 17 digits before the point, as a loss that explodes has.
 *
 * @param {Content} content
 */
function data(content) {
  /** @type {Values[]} */
  const columns = [content.x];
  for (const line of content.lines) {
    columns.push(shown(line.values, content));
    if (line.band !== undefined) columns.push(shown(line.band.low, content), shown(line.band.high, content));
  }
  return columns;
}

/**
 * @param {Values} values
 * @param {Content} content
 */
function shown(values, content) {
  if (!content.log) return values;
  return values.map((value) => (value !== null && value > 0 ? Math.log10(value) : null));
}

/**
 * @param {Lines} chart
 * @param {Content} content
 * @param {Palette} colors
 */
function options(chart, content, colors) {
  const series = [{}];
  const bands = [];
  for (const line of content.lines) {
    const spec = {
      stroke: line.color,
      width: line.width ?? 1.75,
      dash: line.dash ?? [],
      spanGaps: false,
      pxAlign: 0,
      points: { show: line.points === true, size: 6, fill: line.color },
    };
    series.push(spec);
    if (line.band === undefined) continue;
    const at = series.length;
    const edge = { width: 0, points: { show: false } };
    series.push(edge, { ...edge });
    bands.push({ series: [at + 1, at], fill: faded(line.color) });
  }
  const axis = { stroke: colors.faint, font: FONT, grid: { stroke: colors.grid, width: 1 }, ticks: { show: false } };
  return {
    width: Math.max(chart.host.clientWidth, 120),
    height: chart.height,
    series,
    bands,
    legend: { show: false },
    padding: [8, 10, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
    scales: {
      x: {
        time: false,
        range: (/** @type {any} */ _, /** @type {any} */ low, /** @type {any} */ high) => xRange(chart, low, high),
      },
      y: {
        range: (/** @type {any} */ _, /** @type {any} */ low, /** @type {any} */ high) => yRange(chart, low, high),
      },
    },
    axes: [
      {
        ...axis,
        label: content.xLabel,
        labelFont: FONT,
        labelSize: 16,
        labelGap: 0,
        size: 22,
        gap: 4,
        space: 46,
        incrs: content.whole ? [1, 2, 5, 10, 20, 50, 100] : undefined,
        values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map((tick) => number(tick)),
      },
      {
        ...axis,
        size: 54,
        gap: 4,
        space: 26,
        ...(content.log
          ? {
              splits: (
                /** @type {any} */ _plot,
                /** @type {any} */ _axis,
                /** @type {number} */ low,
                /** @type {number} */ high,
              ) => logTicks(10 ** low, 10 ** high).map(Math.log10),
              filter: (/** @type {any} */ _plot, /** @type {any} */ ticks) => ticks,
            }
          : {}),
        values: (/** @type {any} */ _, /** @type {(number | null)[]} */ ticks) =>
          tickTexts(content.log ? ticks.map((tick) => (tick === null ? null : 10 ** tick)) : ticks, content.log === true),
      },
    ],
    hooks: {
      setCursor: [(/** @type {any} */ plot) => chart.onPoint(plot.cursor.idx ?? null)],
      draw: [(/** @type {any} */ plot) => crosses(plot, chart.content?.marks ?? [], colors, content.log === true)],
    },
  };
}

/**
 * @param {Lines} chart
 * @param {number | null} low
 * @param {number | null} high
 */
function xRange(chart, low, high) {
  if (chart.content?.span !== undefined) return chart.content.span;
  if (low === null || high === null) return [0, 1];
  return low === high ? [low, low + 1] : [low, high];
}

/**
 * @param {Lines} chart
 * @param {number | null} low
 * @param {number | null} high
 */
function yRange(chart, low, high) {
  const { log, range } = chart.content ?? {};
  if (range !== undefined) return log ? range.map(Math.log10) : range;
  if (low === null || high === null || !Number.isFinite(low) || !Number.isFinite(high)) return log ? [-1, 0] : [0, 1];
  if (log) return high - low > 0.18 ? [low - 0.06, high + 0.06] : [low - 0.18, high + 0.18];
  const margin = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  return [low >= 0 && low - margin < 0 ? 0 : low - margin, high + margin];
}

/**
 * @param {any} plot
 * @param {{x: number, y: number}[]} marks
 * @param {Palette} colors
 * @param {boolean} log
 */
function crosses(plot, marks, colors, log) {
  if (marks.length === 0) return;
  /** @type {CanvasRenderingContext2D} */
  const ctx = plot.ctx;
  const arm = 4.5 * devicePixelRatio;
  ctx.save();
  ctx.setLineDash([]);
  ctx.strokeStyle = colors.bad;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.beginPath();
  for (const mark of marks) {
    const x = plot.valToPos(mark.x, "x", true);
    const place = plot.valToPos(log ? Math.log10(mark.y) : mark.y, "y", true);
    if (!Number.isFinite(place)) continue;
    const y = Math.min(Math.max(place, plot.bbox.top), plot.bbox.top + plot.bbox.height); // one beyond the axis at its end
    ctx.moveTo(x - arm, y - arm);
    ctx.lineTo(x + arm, y + arm);
    ctx.moveTo(x - arm, y + arm);
    ctx.lineTo(x + arm, y - arm);
  }
  ctx.stroke();
  ctx.restore();
}

const MOST_TICKS = 7;

/**
 * Where a logarithmic axis is marked: at powers of ten, thinned if they are many, with 2 and 5 between if they are few.
 *
 * @param {number} low above 0
 * @param {number} high
 * @returns {number[]}
 */
export function logTicks(low, high) {
  const from = Math.ceil(Math.log10(low) - 1e-9);
  const to = Math.floor(Math.log10(high) + 1e-9);
  const every = Math.max(1, Math.ceil((to - from + 1) / MOST_TICKS));
  const ticks = [];
  for (let exponent = from; exponent <= to; exponent += every) ticks.push(Number(`1e${exponent}`));
  if (ticks.length > 2) return ticks;
  for (let exponent = from - 1; exponent <= to; exponent++)
    ticks.push(Number(`2e${exponent}`), Number(`5e${exponent}`));
  return ticks.filter((tick) => tick >= low && tick <= high).sort((one, other) => one - other);
}

/**
 * The numbers beside an axis: as many digits as tell neighbors apart; 10⁻⁴ instead of 1×10⁻⁴.
 *
 * @param {(number | null)[]} ticks
 * @param {boolean} log
 * @returns {(string | null)[]}
 */
export function tickTexts(ticks, log) {
  let digits = 3;
  if (!log && ticks.length > 1) {
    const step = Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0));
    const size = Math.max(...ticks.map((tick) => Math.abs(tick ?? 0)));
    if (step > 0 && size > 0) digits = Math.max(3, Math.floor(Math.log10(size)) - Math.floor(Math.log10(step)) + 1);
  }
  return ticks.map((tick) => {
    if (tick === null) return null;
    return log ? number(tick).replace(/^1×/, "") : number(tick, digits);
  });
}

/** @param {string} color "#rrggbb" */
function faded(color) {
  return `${color}2e`;
}
