/** All views of the page of networks and their places. Those that few readers open are loaded when they do. */

import { mount as languageTheme } from "../views/language-theme.js";
import { mount as notice } from "../views/notice.js";
import { mount as announcer } from "./announcer.js";
import { mount as drawing } from "./drawing.js";
import { mount as editor } from "./editor.js";
import { mount as head } from "./head.js";
import { mount as list } from "./list.js";
import { mount as parts } from "./parts.js";
import { mount as table } from "./table.js";

/** @typedef {import('../views/index.js').Mount} Mount */

/**
 * A view of a part of the page, loaded when that part is shown for the first time.
 *
 * @param {import("./types.js").Part} part
 * @param {() => Promise<{mount: Mount}>} load
 * @returns {Mount}
 */
function late(part, load) {
  return (root, context) => {
    let begun = false;
    let ended = false;
    /** @type {void | (() => void)} */
    let end;
    context.store.subscribe(["zoo"], ({ zoo }) => {
      if (begun || zoo?.part !== part) return;
      begun = true;
      load().then((view) => {
        if (!ended) end = view.mount(root, context);
      }, console.error);
    });
    return () => {
      ended = true;
      end?.();
    };
  };
}

/** @type {import('../views/index.js').View[]} */
export const VIEWS = [
  { place: "parts", mount: parts },
  { place: "tools", mount: languageTheme },
  { place: "notice", mount: notice },
  { place: "status", mount: announcer },
  { place: "list", mount: list },
  { place: "head", mount: head },
  { place: "drawing", mount: drawing },
  { place: "editor", mount: editor },
  { place: "table", mount: table },
  { place: "inside", mount: late("inside", () => import("./inside.js")) },
  { place: "augmentation", mount: late("augmentation", () => import("./augmentation.js")) },
];
