/** Pixels as a PNG (W3C, Portable Network Graphics, 3rd edition), without a canvas: the same bytes everywhere. */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/**
 * @param {Uint32Array} pixels (height · width), bytes red, green, blue, alpha
 * @param {number} width
 * @param {number} height
 * @returns {Promise<Uint8Array>}
 */
export async function png(pixels, width, height) {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 6, 0, 0, 0], 8); // 8 bits a channel, color with alpha
  const row = 4 * width;
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, 4 * pixels.length);
  const scanned = new Uint8Array((row + 1) * height);
  for (let y = 0; y < height; y++) {
    const at = y * (row + 1);
    // The rows of a smooth picture compress best as differences to the row above (filter 2).
    scanned[at] = y === 0 ? 0 : 2;
    for (let i = 0; i < row; i++) scanned[at + 1 + i] = bytes[y * row + i] - (y === 0 ? 0 : bytes[(y - 1) * row + i]);
  }
  const parts = [Uint8Array.from(SIGNATURE), chunk("IHDR", header), chunk("IDAT", await deflated(scanned)), chunk("IEND", new Uint8Array(0))];
  return joined(parts);
}

/**
 * @param {Uint32Array} pixels
 * @param {number} width
 * @param {number} height
 * @returns {Promise<string>} `data:image/png;base64,…`
 */
export async function pngAddress(pixels, width, height) {
  const bytes = await png(pixels, width, height);
  let text = "";
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return `data:image/png;base64,${btoa(text)}`;
}

/** @param {string} kind four letters @param {Uint8Array} content */
function chunk(kind, content) {
  const made = new Uint8Array(12 + content.length);
  const view = new DataView(made.buffer);
  view.setUint32(0, content.length);
  for (let i = 0; i < 4; i++) made[4 + i] = kind.charCodeAt(i);
  made.set(content, 8);
  let crc = 0xffffffff;
  for (let i = 4; i < 8 + content.length; i++) crc = CRC[(crc ^ made[i]) & 255] ^ (crc >>> 8);
  view.setUint32(8 + content.length, ~crc >>> 0);
  return made;
}

/** @param {Uint8Array} bytes in the zlib format */
async function deflated(bytes) {
  const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const made = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}
