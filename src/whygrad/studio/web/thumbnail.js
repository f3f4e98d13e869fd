/** A data set in small, drawn on a canvas from its own points; a table for one that comes from a file. */

const CLASSES = 6;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {import('./types.js').Thumbnail} thumbnail
 * @param {'classes' | 'numbers'} task
 */
export function drawThumbnail(canvas, thumbnail, task) {
  const paint = canvas.getContext("2d");
  if (!paint) return;
  const size = canvas.width;
  const style = getComputedStyle(canvas);
  const colors = Array.from({ length: CLASSES }, (_, index) => style.getPropertyValue(`--class-${index}`));
  const ends = [style.getPropertyValue("--negative"), style.getPropertyValue("--line-strong"), style.getPropertyValue("--positive")];
  paint.clearRect(0, 0, size, size);
  if (thumbnail.pictures.length > 0) {
    drawPictures(paint, thumbnail, size, style.color);
    return;
  }
  const radius = thumbnail.x.length < 40 ? size / 26 : size / 42;
  thumbnail.x.forEach((x, index) => {
    const c = thumbnail.c[index];
    paint.fillStyle = task === "classes" ? colors[c % CLASSES] : ends[c < 45 ? 0 : c > 55 ? 2 : 1];
    const left = ((4 + x * 0.92) / 100) * size;
    const top = ((4 + (100 - thumbnail.y[index]) * 0.92) / 100) * size;
    paint.beginPath();
    // The second class is square, so that the two are told apart without their colors.
    if (task === "classes" && c % 2 === 1) paint.rect(left - radius, top - radius, 2 * radius, 2 * radius);
    else paint.arc(left, top, radius * 1.1, 0, 2 * Math.PI);
    paint.fill();
  });
}

/** A table with a head. @param {HTMLCanvasElement} canvas */
export function drawTable(canvas) {
  const paint = canvas.getContext("2d");
  if (!paint) return;
  const size = canvas.width;
  paint.clearRect(0, 0, size, size);
  paint.fillStyle = getComputedStyle(canvas).getPropertyValue("--line-strong");
  const [left, top, width, height] = [0.16, 0.2, 0.68, 0.6].map((part) => Math.round(part * size));
  paint.fillRect(left, top, width, height / 5);
  for (let row = 1; row <= 5; row += 1) paint.fillRect(left, top + (row * height) / 5, width, 1);
  for (let column = 0; column <= 3; column += 1) paint.fillRect(left + (column * width) / 3, top, 1, height + 1);
}

/**
 * @param {CanvasRenderingContext2D} paint
 * @param {import('./types.js').Thumbnail} thumbnail
 * @param {number} size
 * @param {string} ink
 */
function drawPictures(paint, { pictures, side }, size, ink) {
  const cell = size / 2 / (side + 1);
  paint.fillStyle = ink;
  pictures.slice(0, 4).forEach((picture, number) => {
    const left = (number % 2) * (size / 2) + cell / 2;
    const top = Math.floor(number / 2) * (size / 2) + cell / 2;
    picture.forEach((value, index) => {
      paint.globalAlpha = value / 100;
      paint.fillRect(left + (index % side) * cell, top + Math.floor(index / side) * cell, cell, cell);
    });
  });
  paint.globalAlpha = 1;
}
