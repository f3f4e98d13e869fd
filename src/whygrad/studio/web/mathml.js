/** Formulas as MathML elements, made one by one: nothing of a formula is ever read as markup. */

const SPACE = "http://www.w3.org/1998/Math/MathML";
const ELEMENT = /^m(?:ath|row|i|n|o|text|space|frac|sqrt|root|sub|sup|subsup|under|over|underover|table|tr|td|style|padded|phantom)$/;
const ATTRIBUTE = /^(?!on)[a-z]+$/;

/** @typedef {[string, {[name: string]: string}, (Tree | string)[]]} Tree name, attributes, children, as `views/mathml.py` makes it */

/** @param {Tree} tree @returns {Element} */
export function formula([name, attributes, children]) {
  if (!ELEMENT.test(name)) throw new Error(`No element of a formula: ${name}`);
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) if (ATTRIBUTE.test(key)) element.setAttribute(key, value);
  element.append(...children.map((child) => (typeof child === "string" ? child : formula(child))));
  return element;
}
