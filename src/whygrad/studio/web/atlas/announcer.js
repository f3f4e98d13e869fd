/** Says, to those who do not see it, that a map is complete and what it shows: seldom, and never the same twice. */

import { setText } from "../dom.js";
import { settingsText } from "./words.js";

/**
 * @param {HTMLElement} root
 * @param {import("../types.js").Context} context
 */
export function mount(root, { store, t }) {
  let said = 0;
  store.subscribe(["atlas"], ({ atlas }) => {
    const plane = atlas?.plane;
    if (!atlas || !plane || atlas.training || plane.known < plane.count || plane.id === said) return;
    said = plane.id;
    const shares = [0, 0, 0];
    for (const end of plane.ended) shares[end] += 1;
    const finished = Math.round((100 * shares[0]) / plane.count);
    const middle = { row: plane.height >> 1, column: plane.width >> 1 };
    setText(root, t("atlas-page-done", { finished, place: settingsText(atlas, plane, middle) }));
  });
}
