/** The page that `whygrad play` serves: asks its server, begins with the experiment in the address. */

import { readAddress } from "./address.js";
import { boot } from "./boot.js";
import { http } from "./transports/http.js";

const startWorker = () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
const page = await boot({ where: "server", transport: http, startWorker, hash: location.hash });
window.addEventListener("hashchange", () => {
  const { actions } = page ?? {};
  if (actions && readAddress(location.hash).link !== readAddress(actions.address()).link) actions.openLink(location.hash);
});
