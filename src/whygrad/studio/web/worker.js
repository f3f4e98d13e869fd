/** The worker of the served page: the kernel is a file beside it. */

import { compile } from "./kernel.js";
import { work } from "./working.js";

work(compile(fetch(new URL("./kernel.wasm", import.meta.url))));
