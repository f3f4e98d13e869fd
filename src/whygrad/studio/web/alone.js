/**
 * The page as one document without a server: in a file, with all its answers recorded in it, or in a notebook, whose kernel
 * answers. `bundle/build.mjs` makes that document of this module.
 */

import WORKER from "whygrad:worker";
import { encoded } from "./api.js";
import { boot } from "./boot.js";
import { hostOf, obey, report } from "./transports/notebook.js";
import { recordedTransport } from "./transports/recorded.js";

/** The worker's source is part of this module: a file has no other file beside it. */
function startWorker() {
  return new Worker(URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" })));
}

/** What was told in a language, else in another. @template T @param {{[lang: string]: T} | null} told @param {string} lang @returns {T | null} */
function inLanguage(told, lang) {
  return told?.[lang] ?? Object.values(told ?? {})[0] ?? null;
}

/** @param {import('./transports/recorded.js').Recorded} recorded */
async function inFile(recorded) {
  const { experiment } = recorded.lowered;
  const page = await boot({
    where: "file",
    transport: recordedTransport(recorded),
    startWorker,
    experiment,
    own: recorded.own,
    ...(recorded.embedded ? { lang: recorded.lang } : {}), // as the page of text around it
    name: recorded.name,
    seeds: recorded.seeds,
    firstSeed: recorded.first_seed,
  });
  page?.store.subscribe(["lang"], ({ lang }) => {
    const seen = { diagnosis: inLanguage(recorded.diagnosis, lang), trial: inLanguage(recorded.trial, lang) };
    page.actions.seen = seen;
    page.store.set(seen);
  });
}

/** @param {import('./transports/notebook.js').Host} host */
async function inNotebook(host) {
  const { experiment, name, seeds, first_seed: firstSeed, lang } = await host.begin();
  const page = await boot({
    where: "notebook", transport: host.ask, startWorker, experiment, name, seeds, firstSeed, lang, theme: host.theme,
  });
  if (!page) return;
  obey(host, page.store, page.actions);
  report(host, page.store, page.actions, encoded);
}

const recorded = JSON.parse(document.getElementById("recorded")?.textContent ?? "null");
const host = hostOf();
if (recorded) inFile(recorded);
else if (host) inNotebook(host);
