/** The links between units: width is |weight|, an unbroken blue line is positive, a dashed orange one negative. */

import { svg } from "../dom.js";
import { PLUS, chooseLinks, crowding, linkPath, linkWidth, nearestLink, skipPath } from "./geometry.js";

/** @typedef {import("./geometry.js").Layout} Layout */
/** @typedef {import("../types.js").Plan} Plan */
/** @typedef {{column: number, from: number, to: number, index: number}} Link */

const MOST = 420; // links drawn at once; more are a thicket that nobody reads
const PACE = 66; // milliseconds between two paintings: a drawing of many strokes costs more than all heatmaps
const KINDS = ["link positive", "link negative", "link broken", "link bundle"];

/** A pool of paths that show links; what did not change is not touched. */
class Bundle {
  constructor() {
    this.group = svg("g", { class: "links" });
    /** @type {SVGElement[]} */
    this.paths = [];
    /** @type {Link[]} */
    this.links = [];
    this.widths = new Float32Array(0);
    this.kinds = new Int8Array(0);
    this.shares = new Float32Array(0); // of the full width, a column
  }

  /** @param {Layout} place @param {Link[]} links */
  show(place, links) {
    while (this.paths.length < links.length) {
      const path = svg("path");
      this.paths.push(path);
      this.group.append(path);
    }
    while (this.paths.length > links.length) this.paths.pop()?.remove();
    links.forEach((link, i) => this.paths[i].setAttribute("d", linkPath(place, link.column, link.from, link.to)));
    this.shares = Float32Array.from(place.columns, (_, c) => crowding(links.filter((link) => link.column === c).length));
    this.links = links;
    this.widths = new Float32Array(links.length).fill(-1);
    this.kinds = new Int8Array(links.length).fill(-1);
  }

  /** @param {Float32Array} parameters */
  paint(parameters) {
    for (let i = 0; i < this.links.length; i++) {
      const index = this.links[i].index;
      const weight = index < 0 ? 0 : parameters[index];
      const kind = index < 0 ? 3 : weight !== weight ? 2 : weight < 0 ? 1 : 0;
      const width = index < 0 ? 1.5 : linkWidth(weight, this.shares[this.links[i].column]);
      if (kind !== this.kinds[i]) {
        this.kinds[i] = kind;
        this.paths[i].setAttribute("class", KINDS[kind]);
      }
      if (width !== this.widths[i]) {
        this.widths[i] = width;
        this.paths[i].setAttribute("stroke-width", String(width));
      }
    }
  }
}

export class Links {
  constructor() {
    this.base = new Bundle();
    this.near = new Bundle();
    this.mark = svg("path", { class: "link-mark", "stroke-linecap": "round" });
    this.near.group.classList.add("near");
    this.skips = svg("g", { class: "shortcuts" });
    this.root = svg("svg", { class: "net-links", "aria-hidden": "true", focusable: "false" }, this.base.group,
      this.mark, this.near.group, this.skips);
    this.all = 0;
    this.chosenAt = 0;
    this.paintedAt = -Infinity;
    /** @type {Layout | null} */
    this.place = null;
    /** @type {Plan | null} */
    this.plan = null;
    this.marked = -2;
  }

  /** How many links are drawn. */
  get shown() {
    return this.base.links.length;
  }

  /**
   * For a new network.
   *
   * @param {Plan} plan
   * @param {Layout} place
   * @param {Float32Array} parameters
   */
  build(plan, place, parameters) {
    this.plan = plan;
    this.place = place;
    this.root.setAttribute("width", String(place.width));
    this.root.setAttribute("height", String(place.height));
    this.skips.replaceChildren(...place.skips.flatMap((skip) => {
      const { path, x, y } = skipPath(place, skip);
      const plus = `M${x - PLUS + 2} ${y}h${2 * PLUS - 4}M${x} ${y - PLUS + 2}v${2 * PLUS - 4}`;
      return [svg("path", { class: "shortcut", d: path }), svg("circle", { class: "shortcut-sum", cx: x, cy: y, r: PLUS }),
        svg("path", { class: "shortcut-plus", d: plus })];
    }));
    this.choose(parameters);
    this.focus(null);
    this.marked = -2;
    this.mark.setAttribute("d", "");
  }

  /** @param {Float32Array} parameters */
  choose(parameters) {
    if (!this.plan || !this.place) return;
    const { links, all } = chooseLinks(this.plan, this.place, parameters, MOST);
    this.all = all;
    this.base.show(this.place, links);
  }

  /**
   * Shows all links of one unit, those of the others pale.
   *
   * @param {{column: number, index: number} | null} unit
   */
  focus(unit) {
    this.base.group.classList.toggle("pale", unit !== null);
    if (!this.place || !this.plan) return;
    /** @type {Link[]} */
    const links = [];
    if (unit) {
      const { columns } = this.place;
      const [before, after] = [columns[unit.column - 1], columns[unit.column + 1]];
      if (before) for (let from = 0; from < before.ys.length; from++) links.push(this.link(unit.column, from, unit.index));
      if (after) for (let to = 0; to < after.ys.length; to++) links.push(this.link(unit.column + 1, unit.index, to));
    }
    this.near.show(this.place, links);
    this.paintedAt = -Infinity;
  }

  /** @param {number} column @param {number} from @param {number} to @returns {Link} */
  link(column, from, to) {
    const plan = /** @type {Plan} */ (this.plan);
    const place = /** @type {Layout} */ (this.place);
    const [source, target] = [place.columns[column - 1], place.columns[column]];
    const weight = plan.parameters.find((p) => p.layer === column - 1 && p.kind === "weight");
    const index = source.bundle || target.bundle || !weight ? -1 : weight.offset + to * source.units + from;
    return { column, from, to, index };
  }

  /**
   * The drawn link at a place, those of the unit in focus first.
   *
   * @param {number} x
   * @param {number} y
   * @returns {Link | null}
   */
  at(x, y) {
    if (!this.place) return null;
    for (const bundle of [this.near, this.base]) {
      const found = nearestLink(this.place, bundle.links, x, y);
      if (found >= 0) return bundle.links[found];
    }
    return null;
  }

  /**
   * Marks a link; `null`: none.
   *
   * @param {{column: number, from: number, to: number} | null} link
   * @param {number} index of its weight, to notice that nothing changed
   */
  highlight(link, index) {
    if (this.marked === index || !this.place) return;
    this.marked = index;
    this.mark.setAttribute("d", link ? linkPath(this.place, link.column, link.from, link.to) : "");
  }

  /**
   * @param {Float32Array} parameters
   * @param {number} now milliseconds
   * @returns {boolean} false: too soon after the last time, to be asked again
   */
  paint(parameters, now) {
    if (now - this.paintedAt < PACE) return false;
    this.paintedAt = now;
    if (this.all > MOST && now - this.chosenAt > 1500) {
      this.chosenAt = now; // which are strongest changes while it trains
      this.choose(parameters);
    }
    this.base.paint(parameters);
    this.near.paint(parameters);
    return true;
  }
}
