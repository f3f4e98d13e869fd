/** All views of the page of maps and their places. */

import { mount as languageTheme } from "../views/language-theme.js";
import { mount as notice } from "../views/notice.js";
import { mount as announcer } from "./announcer.js";
import { mount as controls } from "./controls.js";
import { mount as legend } from "./legend.js";
import { mount as line } from "./line.js";
import { mount as pages } from "./pages.js";
import { mount as picture } from "./picture.js";
import { mount as pixel } from "./pixel.js";
import { mount as table } from "./table.js";

/** @type {import('../views/index.js').View[]} */
export const VIEWS = [
  { place: "pages", mount: pages },
  { place: "tools", mount: languageTheme },
  { place: "notice", mount: notice },
  { place: "status", mount: announcer },
  { place: "controls", mount: controls },
  { place: "map", mount: picture },
  { place: "legend", mount: legend },
  { place: "pixel", mount: pixel },
  { place: "line", mount: line },
  { place: "table", mount: table },
];
