/// <reference lib="webworker" />
/**
 * The service worker. It keeps the files of the release and two pages with nothing of anybody in them; when there is
 * no signal it answers with the empty page, which the page's own script fills from what lies sealed on the device.
 * It never keeps an answer about a person.
 */

import { patience } from "./patience";
import { installPushEvents } from "./push_events";
import { sendAll } from "./sender";

declare const self: ServiceWorkerGlobalScope;

const STORE = "timebank-1";
const EMPTY = "/offline/page/";
const QUEUE = "/offline/queue/";
const PATIENCE_MS = 12_000;
const SENDING = "timebank-queue";

/** Fetch the pages anew, in the language and look that the cookies say now, and every file that they name. */
async function renew(): Promise<void> {
  const store = await caches.open(STORE);
  const wanted = new Set<string>();
  for (const path of [EMPTY, QUEUE]) {
    const answer = await fetch(path, { cache: "no-store", credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    const page = await answer.clone().text();
    for (const [, file] of page.matchAll(/["'(](\/static\/[^"'#)]+)/g)) wanted.add(file!);
    await store.put(path, answer);
  }
  const kept = new Set((await store.keys()).map((request) => new URL(request.url).pathname));
  await Promise.all([...wanted].filter((file) => !kept.has(file)).map((file) => store.add(file)));
  await Promise.all(
    [...kept].filter((path) => path.startsWith("/static/") && !wanted.has(path)).map((path) => store.delete(path)),
  );
}

self.addEventListener("install", (event) => {
  event.waitUntil(renew().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const clean = caches.keys().then((names) =>
    Promise.all(names.filter((name) => name !== STORE).map((name) => caches.delete(name))));
  event.waitUntil(clean.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
  else if (request.mode === "navigate") event.respondWith(page(request, url));
});

/** Files carry a hash in their name: what is kept is right for ever. */
async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function page(request: Request, url: URL): Promise<Response> {
  try {
    return await fetch(request, { signal: patience(PATIENCE_MS) });
  } catch (error) {
    const kept = await caches.match(url.pathname === QUEUE ? QUEUE : EMPTY);
    if (kept) return kept;
    throw error;
  }
}

installPushEvents(self);

self.addEventListener("message", (event) => {
  if (event.data === "claim") event.waitUntil(self.clients.claim());
  if (event.data === "renew") event.waitUntil(renew().catch(() => undefined));
});

// The browser calls when there is a signal again, even when no page is open.
self.addEventListener("sync", ((event: ExtendableEvent & { tag: string }) => {
  if (event.tag === SENDING) event.waitUntil(sendAndTell());
}) as EventListener);

async function sendAndTell(): Promise<void> {
  const round = await sendAll();
  for (const client of await self.clients.matchAll({ type: "window" })) client.postMessage("queue-changed");
  if (round?.stopped === "no-signal") throw new Error("not yet"); // the browser tries again later
}
