/** Questions to the server of `whygrad play`. Every one carries the token of the address the page was opened with. */

const TOKEN = token();

/** Takes the token out of the address, so that a copied address does not hand it on; keeps it for this tab's reloads. */
function token() {
  const address = new URL(location.href);
  const given = address.searchParams.get("token");
  try {
    if (given === null) return sessionStorage.getItem("whygrad-token") ?? "";
    sessionStorage.setItem("whygrad-token", given);
  } catch {
    return given ?? ""; // the browser keeps nothing: the address keeps the token
  }
  address.searchParams.delete("token");
  history.replaceState(null, "", address);
  return given;
}

/** @type {import('../types.js').Transport} */
export async function http(path, body, signal) {
  /** @type {{[name: string]: string}} */
  const headers = { "X-Whygrad-Token": TOKEN };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const response = await fetch(path, {
    method: body === undefined ? "GET" : "POST",
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
  const said = /filename="?([^";]+)"?/.exec(response.headers.get("Content-Disposition") ?? "");
  return {
    status: response.status,
    name: said?.[1] ?? null,
    json: () => response.json(),
    text: () => response.text(),
    blob: () => response.blob(),
  };
}
