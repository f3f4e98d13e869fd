/** All views of the page of traces and their places: the lab's where they show what was recorded, its own beside them. */

import { mount as curves } from "../views/curves.js";
import { mount as diagnosis } from "../views/diagnosis.js";
import { mount as elsewhere } from "../views/elsewhere.js";
import { mount as histograms } from "../views/histograms.js";
import { mount as languageTheme } from "../views/language-theme.js";
import { mount as layers } from "../views/layers.js";
import { mount as notice } from "../views/notice.js";
import { mount as announcer } from "./announcer.js";
import { mount as head } from "./head.js";
import { mount as heat } from "./heat.js";
import { mount as list } from "./list.js";
import { mount as remedies } from "./remedies.js";
import { mount as table } from "./table.js";
import { mount as time } from "./time.js";

/** @type {import('../views/index.js').View[]} */
export const VIEWS = [
  { place: "tools", mount: elsewhere },
  { place: "tools", mount: languageTheme },
  { place: "notice", mount: notice },
  { place: "status", mount: announcer },
  { place: "list", mount: list },
  { place: "head", mount: head },
  { place: "diagnosis", mount: diagnosis },
  { place: "curves", mount: curves },
  { place: "remedies", mount: remedies },
  { place: "heat", mount: heat },
  { place: "table", mount: table },
  { place: "layers", mount: layers },
  { place: "through-time", mount: time },
  { place: "histograms", mount: histograms },
];
