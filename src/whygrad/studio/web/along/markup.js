/** SVG as text: a document of its own, made without a page, so that it can be made, and tested, anywhere. */

/** Fonts that know Latin and Hangul on the usual systems, and whatever a system has. */
export const FONTS = "system-ui, 'Noto Sans', 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic', 'Apple SD Gothic Neo', NanumGothic, sans-serif";

/** What XML 1.0 forbids altogether: control characters, halves of pairs, two that are no characters. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const NAMED = /** @type {{[character: string]: string}} */ ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" });

/** Text as it stands in XML, in an element or in an attribute. @param {string} text @returns {string} */
export function escaped(text) {
  return text.replace(FORBIDDEN, "\ufffd").replace(/[&<>"]/g, (character) => NAMED[character]);
}

/**
 * An element as text. Numbers of attributes are rounded to hundredths.
 *
 * @param {string} name
 * @param {{[attribute: string]: string | number}} attributes
 * @param {...string} children markup, made by this function or by `escaped`
 * @returns {string}
 */
export function tag(name, attributes, ...children) {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(typeof value === "number" ? String(hundredths(value)) : value)}"`)
    .join("");
  const inside = children.join("");
  return inside === "" ? `<${name}${written}/>` : `<${name}${written}>${inside}</${name}>`;
}

/** @param {number} value */
export function hundredths(value) {
  return Math.round(value * 100) / 100;
}

/**
 * A line of text.
 *
 * @param {number} x
 * @param {number} y of its base line
 * @param {string} text
 * @param {{[attribute: string]: string | number}} [attributes]
 * @returns {string}
 */
export function words(x, y, text, attributes = {}) {
  return tag("text", { x, y, ...attributes }, escaped(text));
}

/** About how wide a text is: no font is at hand to ask. @param {string} text @param {number} size @returns {number} */
export function widthOf(text, size) {
  let wide = 0;
  for (const character of text) wide += character >= "\u1100" ? 1 : 0.56;
  return wide * size;
}

/** A text cut to a width, with an ellipsis where something is missing. @param {string} text @param {number} size @param {number} room */
export function fitted(text, size, room) {
  if (widthOf(text, size) <= room) return text;
  const characters = [...text];
  while (characters.length > 1 && widthOf(`${characters.join("")}…`, size) > room) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

/**
 * A text in lines that fit, broken between parts.
 *
 * @param {string[]} parts
 * @param {string} between
 * @param {number} size
 * @param {number} room
 * @returns {string[]}
 */
export function lines(parts, between, size, room) {
  /** @type {string[]} */
  const found = [];
  for (const part of parts) {
    const longer = found.length > 0 ? `${found[found.length - 1]}${between}${part}` : "";
    if (longer !== "" && widthOf(longer, size) <= room) found[found.length - 1] = longer;
    else found.push(fitted(part, size, room));
  }
  return found;
}
