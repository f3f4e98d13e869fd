/** Boots the page: texts, options, the experiment in the address, then the views, each in its place. */

import { Actions } from "./actions.js";
import * as api from "./api.js";
import { createTranslator } from "./i18n.js";
import { createStore } from "./store.js";

/** Where each view is mounted: [file, id of its place]. The order is that of the page. */
const VIEWS = [
  ["transport", "transport"],
  ["language-theme", "tools"],
  ["share", "tools"],
  ["training-controls", "training-controls"],
  ["data", "data"],
  ["points", "points"],
  ["features", "features"],
  ["network-controls", "network-controls"],
  ["drawing", "drawing"],
  ["output", "output"],
  ["diagnosis", "diagnosis"],
  ["remedies", "remedies"],
  ["curves", "curves"],
  ["layers", "layers"],
  ["histograms", "histograms"],
  ["lessons", "lessons"],
];
