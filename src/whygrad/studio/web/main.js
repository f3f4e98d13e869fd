/** The page that `whygrad play` serves: asks its server, begins with the experiment in the address. */

import { readAddress } from "./address.js";
import { boot } from "./boot.js";
import { http } from "./transports/http.js";
import { isFirstVisit } from "./visit.js";

const startWorker = () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
const firstVisit = isFirstVisit() && location.hash === ""; // the transport has taken the token out
const page = await boot({ where: "server", transport: http, startWorker, hash: location.hash, firstVisit });
window.addEventListener("hashchange", () => {
  const { actions } = page ?? {};
  if (!actions) return;
  const [wanted, shown] = [readAddress(location.hash), readAddress(actions.address())];
  const onlyView = wanted.link === null && (wanted.step ?? wanted.steps ?? wanted.exercise) !== null;
  if (wanted.link !== shown.link && !onlyView) actions.openLink(location.hash);
  else {
    actions.course.follow(wanted);
    actions.exercise.follow(wanted);
  }
});
