/** The address of the page of networks: `#part=inside&network=vgg-16`, or `#layers=TOML` for a list of one's own. */

const LONGEST = 6_000; // characters of a list that an address still carries

/**
 * @param {string} text an address or what follows its `#`
 * @returns {{part: import("./types.js").Part | null, network: string | null, text: string | null, model: string | null}}
 */
export function readZoo(text) {
  const said = new URLSearchParams(text.slice(text.indexOf("#") + 1));
  const part = said.get("part");
  const model = said.get("model");
  return {
    part: part === "networks" || part === "inside" || part === "augmentation" ? part : null,
    network: said.get("network"),
    text: said.get("layers"),
    model: model !== null && /^[0-9a-f]{0,64}$/.test(model) ? model : null,
  };
}

/** @param {import("./types.js").Zoo} zoo @returns {string} without the `#` */
export function writeZoo({ part, network, editing, text, model }) {
  const said = new URLSearchParams();
  if (part !== "networks") said.set("part", part);
  if (editing && text.length <= LONGEST) said.set("layers", text);
  else if (network !== "") said.set("network", network);
  if (model !== "") said.set("model", model);
  return said.toString();
}
