/** Data with one input: what the network answers along the line, with the samples' targets. */

/** @typedef {import("./palette.js").Palette} Palette */

/**
 * @param {CanvasRenderingContext2D} context of a square canvas
 * @param {Palette} palette
 * @param {Float32Array} values (O, W)
 * @param {number} cells W
 * @param {[number, number]} range of the values
 * @param {number} ratio pixels a CSS pixel
 */
export function drawCurves(context, palette, values, cells, [low, high], ratio) {
  const side = context.canvas.width;
  context.clearRect(0, 0, side, side);
  const zero = (high / (high - low)) * side;
  context.lineWidth = ratio;
  context.strokeStyle = palette.soft;
  context.globalAlpha = 0.45;
  context.beginPath();
  context.moveTo(0, zero);
  context.lineTo(side, zero);
  context.stroke();
  context.globalAlpha = 1;
  context.lineWidth = 2.5 * ratio;
  context.lineJoin = "round";
  const curves = Math.floor(values.length / cells);
  for (let o = 0; o < curves; o++) {
    context.strokeStyle = curves === 1 ? palette.positive : palette.classes[o % palette.classes.length];
    context.beginPath();
    let pen = false;
    for (let i = 0; i < cells; i++) {
      const value = values[o * cells + i];
      if (!Number.isFinite(value)) {
        pen = false;
        continue;
      }
      const x = ((i + 0.5) / cells) * side;
      const y = Math.min(2 * side, Math.max(-side, ((high - value) / (high - low)) * side));
      if (pen) context.lineTo(x, y);
      else context.moveTo(x, y);
      pen = true;
    }
    context.stroke();
  }
}
