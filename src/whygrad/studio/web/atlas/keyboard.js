/** The map by keyboard: arrows move it, with Shift the cursor; + and - zoom, Enter opens the pixel, L draws a line. */

/** @typedef {import("./actions.js").AtlasActions} AtlasActions */
/** @typedef {import("./types.js").Atlas} Atlas */

const PART = 8; // of the map that an arrow moves it by
const ARROWS = /** @type {{[key: string]: [number, number]}} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] });

/**
 * @param {AtlasActions} actions
 * @param {() => Atlas} now
 * @returns {(event: KeyboardEvent) => void}
 */
export function keyboard(actions, now) {
  /** @type {import("./types.js").Place | null} */
  let begun = null; // of a line

  /** The cursor, in the middle where nobody has put it. */
  const cursor = () => {
    const { cursor: at, plane } = now();
    return at ?? (plane ? { row: plane.height >> 1, column: plane.width >> 1 } : null);
  };

  /** @param {number} right @param {number} up */
  function step(right, up) {
    const [at, { plane }] = [cursor(), now()];
    if (!at || !plane) return;
    const inside = (/** @type {number} */ value, /** @type {number} */ count) => Math.min(Math.max(value, 0), count - 1);
    const place = { row: inside(at.row + up, plane.height), column: inside(at.column + right, plane.width) };
    actions.select(place);
    if (begun !== null) actions.drag(begun, place);
  }

  function line() {
    const at = cursor();
    if (at === null) return;
    if (begun === null) {
      begun = at;
      actions.select(at);
      return;
    }
    actions.drag(begun, at);
    begun = null;
    void actions.along();
  }

  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow && event.shiftKey) step(...arrow);
    else if (arrow) {
      const many = Math.max(1, Math.floor(now().size / PART));
      begun = null;
      actions.move(arrow[0] * many, arrow[1] * many);
    } else if (event.key === "+" || event.key === "=") actions.zoom(2);
    else if (event.key === "-" || event.key === "_") actions.zoom(0.5);
    else if (event.key === "0" || event.key === "Home") actions.home();
    else if (event.key.toLowerCase() === "l") line();
    else if (event.key === "Escape") {
      begun = null;
      actions.closeLine();
    } else if (event.key === "Enter") {
      const at = cursor();
      if (at) void actions.openInLab(at);
    } else return;
    event.preventDefault();
  };
}
