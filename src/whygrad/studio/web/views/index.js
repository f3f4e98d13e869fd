/** All views and their places, in the page's order. Adding one is a line here. */

import { mount as announcer } from "./announcer.js";
import { mount as chain } from "./chain.js";
import { mount as claim } from "./claim.js";
import { mount as courseLink } from "./course-link.js";
import { mount as curves } from "./curves.js";
import { mount as data } from "./data.js";
import { mount as diagnosis } from "./diagnosis.js";
import { mount as drawing } from "./drawing.js";
import { mount as elsewhere } from "./elsewhere.js";
import { mount as exercise } from "./exercise.js";
import { mount as features } from "./features.js";
import { mount as fileBanner } from "./file-banner.js";
import { mount as firstVisit } from "./first-visit.js";
import { mount as histograms } from "./histograms.js";
import { mount as languageTheme } from "./language-theme.js";
import { mount as layers } from "./layers.js";
import { mount as lessons, mountQuestion } from "./lessons.js";
import { mount as networkControls } from "./network-controls.js";
import { mount as notice } from "./notice.js";
import { mount as output } from "./output.js";
import { mount as points } from "./points.js";
import { mount as remedies } from "./remedies.js";
import { mount as share } from "./share.js";
import { mount as trainingControls } from "./training-controls.js";
import { mount as transport } from "./transport.js";

/**
 * A view is at hand, or it is one that many readers never open: it is loaded when they open the disclosure around it.
 * `asks`: all that it offers needs Python, so it is disabled in a file that trains by itself.
 * @typedef {(root: HTMLElement, context: import('../types.js').Context) => void | (() => void)} Mount
 * @typedef {{place: string, asks?: boolean} & ({mount: Mount, load?: undefined} | {mount?: undefined, load: () => Promise<{mount: Mount}>})} View
 */

/** @type {View[]} */
export const VIEWS = [
  { place: "transport", mount: transport },
  { place: "tools", mount: share },
  { place: "tools", mount: courseLink },
  { place: "tools", mount: elsewhere },
  { place: "tools", mount: languageTheme },
  { place: "notice", mount: notice },
  { place: "status", mount: announcer },
  { place: "lesson", mount: fileBanner },
  { place: "lesson", mount: mountQuestion },
  { place: "lesson", mount: claim },
  { place: "lesson", mount: exercise },
  { place: "training-controls", mount: trainingControls },
  { place: "data", mount: data, asks: true },
  { place: "points", mount: points, asks: true },
  { place: "features", mount: features, asks: true },
  { place: "network-controls", mount: networkControls, asks: true },
  { place: "drawing", mount: drawing },
  { place: "output", mount: output },
  { place: "first-visit", mount: firstVisit },
  { place: "diagnosis", mount: diagnosis },
  { place: "remedies", mount: remedies, asks: true },
  { place: "curves", mount: curves },
  { place: "layers", mount: layers },
  { place: "histograms", mount: histograms },
  { place: "chain", mount: chain },
  { place: "learning", load: () => import("./learning.js") },
  { place: "regions", load: () => import("./regions.js") },
  { place: "regions", load: () => import("./function.js") },
  { place: "surface", load: () => import("./surface.js") },
  { place: "factors", load: () => import("./factors.js") },
  { place: "gallery", load: () => import("./gallery.js") },
  { place: "course", load: () => import("./course.js") },
  { place: "neuron", load: () => import("./neuron.js") },
  { place: "gates", load: () => import("./gates.js"), asks: true },
  { place: "stack", load: () => import("./stack.js"), asks: true },
  { place: "lessons", mount: lessons, asks: true },
];
