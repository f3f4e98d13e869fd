/** Pointer, touch and wheel on the map: drag moves it, the wheel and two fingers zoom, a click looks at a pixel. */

/** @typedef {import("./types.js").Place} Place */

/**
 * Places are cells of the view, row 0 at the bottom.
 * @typedef {object} Handlers
 * @property {() => number} size cells along an edge
 * @property {() => boolean} drawsLine whether a drag draws a line; with Shift it does anyway
 * @property {(right: number, up: number) => void} move by whole cells
 * @property {(factor: number, at: Place) => void} zoom
 * @property {(at: Place) => void} select
 * @property {(at: Place) => void} open
 * @property {(at: Place | null) => void} hover
 * @property {(from: Place, to: Place, ended: boolean) => void} line
 */

const NOTCH = 100; // of a wheel's delta: a zoom by two
const STILL = 4; // CSS pixels that a click may move

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Handlers} handlers
 * @returns {() => void} takes the listeners off again
 */
export function gestures(canvas, handlers) {
  /** @type {Map<number, {x: number, y: number}>} */
  const pointers = new Map();
  /** @type {{x: number, y: number, moved: boolean, line: Place | null, rest: {x: number, y: number}} | null} */
  let drag = null;
  let apart = 0;
  let wheel = 0;

  /** @param {{clientX: number, clientY: number}} event @returns {Place} */
  const cellAt = ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    const size = handlers.size();
    const cell = (/** @type {number} */ share) => Math.min(Math.max(Math.floor(share * size), 0), size - 1);
    return { column: cell((clientX - box.left) / box.width), row: cell((box.bottom - clientY) / box.height) };
  };
  const perCell = () => canvas.getBoundingClientRect().width / handlers.size();
  const distance = () => {
    const [one, other] = [...pointers.values()];
    return Math.hypot(one.x - other.x, one.y - other.y);
  };

  const stop = new AbortController();
  const { signal } = stop;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 2) {
      apart = distance();
      drag = null;
      return;
    }
    const line = event.shiftKey || handlers.drawsLine() ? cellAt(event) : null;
    drag = { x: event.clientX, y: event.clientY, moved: false, line, rest: { x: 0, y: 0 } };
  }, { signal });
  canvas.addEventListener("pointermove", (event) => {
    const pointer = pointers.get(event.pointerId);
    if (!pointer) {
      handlers.hover(cellAt(event));
      return;
    }
    const [right, down] = [event.clientX - pointer.x, event.clientY - pointer.y];
    Object.assign(pointer, { x: event.clientX, y: event.clientY });
    if (pointers.size === 2) {
      pinch();
      return;
    }
    if (!drag) return;
    if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > STILL) drag.moved = true;
    if (drag.line !== null) {
      if (drag.moved) handlers.line(drag.line, cellAt(event), false);
      return;
    }
    drag.rest.x -= right / perCell();
    drag.rest.y += down / perCell();
    if (!drag.moved) return;
    const [columns, rows] = [Math.trunc(drag.rest.x), Math.trunc(drag.rest.y)];
    drag.rest.x -= columns;
    drag.rest.y -= rows;
    handlers.move(columns, rows);
  }, { signal });

  function pinch() {
    const now = distance();
    const factor = now / apart;
    if (factor > 0.9 && factor < 1.1) return; // a zoom for every tremor would never come to an end
    apart = now;
    const [one, other] = [...pointers.values()];
    handlers.zoom(factor, cellAt({ clientX: (one.x + other.x) / 2, clientY: (one.y + other.y) / 2 }));
  }

  /** @param {PointerEvent} event */
  const end = (event) => {
    if (!pointers.delete(event.pointerId) || !drag) return;
    const ended = drag;
    drag = null;
    if (event.type === "pointercancel") return;
    if (!ended.moved) handlers.select(cellAt(event));
    else if (ended.line !== null) handlers.line(ended.line, cellAt(event), true);
  };
  canvas.addEventListener("pointerup", end, { signal });
  canvas.addEventListener("pointercancel", end, { signal });
  canvas.addEventListener("pointerleave", () => handlers.hover(null), { signal });
  canvas.addEventListener("dblclick", (event) => handlers.open(cellAt(event)), { signal });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    wheel -= event.deltaMode === 0 ? event.deltaY : event.deltaY * 33; // lines: three make a notch
    const notches = Math.trunc(wheel / NOTCH);
    if (notches === 0) return;
    wheel -= notches * NOTCH;
    handlers.zoom(2 ** Math.min(Math.max(notches, -2), 2), cellAt(event));
  }, { signal, passive: false });
  return () => stop.abort();
}
