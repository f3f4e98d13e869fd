/** The worker of the page without a server: the kernel is part of its source. */

import kernel from "./kernel.wasm";
import { compile } from "./kernel.js";
import { work } from "./working.js";

work(compile(kernel));
