/** Requests to the service, with the key that its user has given. */

const KEY = "lehr.key";
const waiting = new EventTarget();

/** An answer of the service that says what is wrong: RFC 9457, as `api/problems.py` writes it. */
export class Problem extends Error {
  constructor({ type, title, status, detail, instance, errors }) {
    super(detail);
    this.name = "Problem";
    Object.assign(this, { type, title, status, detail, instance, errors: errors ?? [] });
  }
}

/** Nobody answered. */
export class Unreachable extends Error {
  constructor(cause) {
    super("Lehr does not answer. Is it still running?", { cause });
    this.name = "Unreachable";
  }
}

/** Return the JSON at a path; raises Problem, Unreachable, or the AbortError of the signal. */
export async function get(path, { signal } = {}) {
  return (await request(path, { signal })).json();
}

/** Post a body as JSON, by default `{}`, and return the JSON that is answered. */
export async function post(path, body = {}, { signal, headers } = {}) {
  return (await send("POST", path, { body, signal, headers })).json();
}

/** Delete what lives at a path. */
export async function remove(path, { signal } = {}) {
  await request(path, { method: "DELETE", signal });
}

/** Send a body as JSON and return the Response; raises as `get` does. */
export function send(method, path, { body, signal, headers } = {}) {
  return request(path, {
    method,
    signal,
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", ...headers },
  });
}

/** Ask for a path as fetch does, with the key, and return a Response that is no problem. */
export async function request(path, options = {}) {
  const headers = new Headers(options.headers);
  const key = sessionStorage.getItem(KEY);
  if (key) {
    headers.set("Authorization", `Bearer ${key}`);
  }
  const response = await answered(address(path), { ...options, headers });
  if (response.status === 401) {
    waiting.dispatchEvent(new Event("key"));
  }
  if (!response.ok) {
    throw await problem(response);
  }
  return response;
}

/** Return the URL of a path of the service, which may itself live below another path. */
export function address(path) {
  return new URL(`.${path}`, document.baseURI).href;
}

/** Keep a key for as long as the tab is open; `null` forgets it. */
export function keepKey(key) {
  if (key === null) {
    sessionStorage.removeItem(KEY);
  } else {
    sessionStorage.setItem(KEY, key);
  }
}

/** Tell whether a key is kept. */
export function hasKey() {
  return sessionStorage.getItem(KEY) !== null;
}

/** Call a listener whenever the service wants a key, or another one. */
export function whenKeyIsWanted(listener) {
  waiting.addEventListener("key", listener);
}

async function answered(url, options) {
  try {
    return await fetch(url, options);
  } catch (error) {
    throw error.name === "AbortError" ? error : new Unreachable(error);
  }
}

async function problem(response) {
  const text = await response.text();
  try {
    return new Problem(JSON.parse(text));
  } catch {
    const detail = `The service answered ${response.status} without saying why.`;
    return new Problem({ status: response.status, title: response.statusText, detail });
  }
}
