/**
 * Makes `studio.html`, the studio's page as one document: `node build.mjs [OUT]` (make widget). The same source makes the
 * same bytes. Its place for what a file records is filled by `studio/alone.py`; a notebook's widget leaves it empty.
 */

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const WEB = join(HERE, "..", "web");
const OUT = process.argv[2] ?? join(HERE, "studio.html");

const COMMON = { bundle: true, minify: true, write: false, format: "iife", target: "es2022", charset: "utf8", legalComments: "none", absWorkingDir: WEB };

/** Everything a module imports, as one script. */
async function bundled(entry, more = {}) {
  const made = await build({ ...COMMON, ...more, entryPoints: [entry] });
  return made.outputFiles[0].text.trim();
}

/** All of the page's styles in the order of its links, without comments and spaces. */
async function styles(page) {
  const names = [...page.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)].map((match) => match[1]);
  const parts = await Promise.all(names.filter((name) => !name.includes("noscript")).map((name) => readFile(join(WEB, name), "utf8")));
  return minified(parts.join("\n"));
}

async function minified(css) {
  return (await transform(css, { loader: "css", minify: true, charset: "utf8", legalComments: "none" })).code.trim();
}

/** How a policy names a script or style that stands in the page. */
const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const worker = await bundled("alone-worker.js", { loader: { ".wasm": "binary" } });
const script = await bundled("alone.js", {
  plugins: [
    {
      name: "worker",
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^whygrad:worker$/ }, ({ path }) => ({ path, namespace: "worker" }));
        onLoad({ filter: /.*/, namespace: "worker" }, () => ({ contents: worker, loader: "text" }));
      },
    },
  ],
});

const page = await readFile(join(WEB, "index.html"), "utf8");
const style = await styles(page);
const hidden = await minified(await readFile(join(WEB, "style", "noscript.css"), "utf8"));
const icon = `data:image/svg+xml;base64,${(await readFile(join(WEB, "icon.svg"))).toString("base64")}`;

const notices = await Promise.all(
  ["uplot-1.6.32", "fluent-bundle-0.19.1"].map(async (name) => {
    const [said] = (await readFile(join(WEB, "vendor", `${name}.LICENSE`), "utf8")).split(/\n\s*TERMS AND CONDITIONS/);
    return `${name}\n\n${said.trim()}`;
  }),
);
const notice = `whygrad's studio. It contains these, each under its own license:\n\n${notices.join("\n\n")}`.replaceAll("--", "- -");

const policy = [
  "default-src 'none'",
  `script-src ${hash(script)} 'wasm-unsafe-eval'`,
  `style-src ${hash(style)} ${hash(hidden)}`,
  "worker-src blob:",
  "img-src data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const document = page
  .replace("</head>", () => `<!--\n${notice}\n-->\n</head>`)
  .replace('<meta charset="utf-8">', () => `<meta charset="utf-8">\n  <meta http-equiv="Content-Security-Policy" content="${policy}">`)
  .replace(/ *<link rel="stylesheet" href="(?!style\/noscript)[^"]+">\n/g, "")
  .replace(/<noscript><link [^>]+><\/noscript>/, () => `<style>${style}</style>\n  <noscript><style>${hidden}</style></noscript>`)
  .replaceAll('"icon.svg"', () => `"${icon}"`)
  .replace(/ *<script type="module" src="main\.js"><\/script>\n/, "")
  .replace("</body>", () => `  <script type="application/json" id="recorded">null</script>\n  <script>${script}</script>\n</body>`);

const left = /(?:src|href)="(?!data:|#)[^"]*"/.exec(document.replace(script, () => ""));
if (left) throw new Error(`The page still loads something: ${left[0]}`);
await writeFile(OUT, document);
