/** What `bundle/build.mjs` puts in the place of these imports. */

declare module "*.wasm" {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

declare module "whygrad:worker" {
  const source: string;
  export default source;
}
