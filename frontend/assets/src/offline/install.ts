/** Ties the parts together: on each page of somebody signed in. */

import { show } from "../ask";
import { dropDraft, watchDrafts } from "./drafts";
import { fillEmptyPage } from "./empty_page";
import { markWaiting } from "./marks";
import { keepPages, wantedBy } from "./pages";
import { drawQueue, installQueuePage } from "./queue_page";
import { sendAll } from "./sender";
import { clock, drawSignal, ownerHere, say, sayWhatWasTold, type Signal } from "./signal";
import { installSigningOut } from "./signing_out";
import { forgetOthers } from "./store";
import { canKeep, installSubmit } from "./submit";

const AGAIN_MS = 30_000;
const MOST_BEATS = 10;
const SHELL = "timebank-shell";
const OPENED = "timebank-opened";

const signal: Signal = { online: true, signedOut: false };
const keeps = { ready: false, missed: false, beats: 0 }; // what this page wants kept: all there? to be fetched again?
let keeping: Promise<void> | undefined;

export function installOffline(): void {
  if (!ownerHere() || !canKeep()) return;
  signal.online = navigator.onLine;
  sayWhatWasTold();
  installSigningOut();
  installSubmit(() => void draw());
  installQueuePage(() => void carry());
  window.addEventListener("online", () => void carry());
  window.addEventListener("offline", () => {
    signal.online = false;
    void draw();
  });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) void carry(); });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target instanceof HTMLElement) void dress(event.target);
  });
  window.setInterval(() => void beat(), AGAIN_MS);
  navigator.serviceWorker?.addEventListener("message", () => void draw());
  void begin();
}

/** While there is no signal, or what is to be kept is not all there: once more. A phone that cannot is left alone. */
async function beat(): Promise<void> {
  if (!signal.online) return carry();
  if (keeps.ready || ++keeps.beats > MOST_BEATS) return;
  // A file of the worker got lost on the way: the browser does not try again before the next page.
  if (navigator.serviceWorker?.controller === null) void installWorker();
  await carry();
}

async function begin(): Promise<void> {
  signal.madeAt = await fillEmptyPage();
  if (document.querySelector("[data-empty-page]") || signal.madeAt) signal.online = false;
  await dress(document.body);
  await draw();
  void installWorker(); // on a slow line it takes a while; what waits need not wait for it
  await carry();
}

/** Everything a part of the page needs that came just now. */
async function dress(root: HTMLElement): Promise<void> {
  await markWaiting(ownerHere(), root);
  await watchDrafts(ownerHere(), root, (when, form) => {
    const place = form.querySelector<HTMLElement>("[data-draft-note]");
    if (!place) return;
    place.hidden = false;
    place.querySelector("[data-words]")!.textContent = say("draft", { when: clock(when) });
    place.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
      form.reset();
      place.hidden = true;
      void dropDraft(form).then(() => form.dispatchEvent(new Event("change", { bubbles: true })));
    }, { once: true });
  });
}

async function draw(): Promise<void> {
  await drawSignal(signal);
  await drawQueue();
  await markWaiting(ownerHere(), document.body);
}

/** Send what waits, say how that went, and fetch what is to be kept. What fails is tried again (AGAIN_MS). */
async function carry(): Promise<void> {
  const round = await sendAll();
  if (round) {
    signal.online = round.stopped !== "no-signal";
    signal.signedOut = round.stopped === "signed-out";
    if (signal.signedOut) await forgetOthers(""); // no longer let in: nobody's pages stay here
    if (round.arrived.length) {
      show(say(round.arrived.length === 1 ? "arrivedOne" : "arrived", { n: round.arrived.length }));
      if (document.querySelector("main [data-subject]")) await keepWhatIsWanted(true);
    }
  }
  await draw();
  openAfterAll();
  if (round?.stopped === "" && !signal.madeAt) {
    keeping ??= keepWhatIsWanted().finally(() => { keeping = undefined; });
    await keeping;
  }
}

/** The page that was asked for is not on the phone, but there is a signal again: fetch it, but not for ever. */
function openAfterAll(): void {
  const empty = document.querySelector<HTMLElement>("[data-empty-page]:not([hidden])");
  const last = Number(sessionStorage.getItem(OPENED) ?? 0);
  if (!empty || !signal.online || location.pathname === empty.dataset["emptyPage"] || Date.now() - last < AGAIN_MS) return;
  sessionStorage.setItem(OPENED, String(Date.now()));
  location.reload();
}

async function keepWhatIsWanted(force = false): Promise<void> {
  await forgetOthers(ownerHere()); // the phone has changed hands
  const wanted = wantedBy(document, location.pathname + location.search);
  const kept = !wanted.length || await keepPages(ownerHere(), location.pathname, wanted, force || keeps.missed);
  keeps.missed = !kept;
  keeps.ready = kept && navigator.serviceWorker?.controller !== null;
}

/** The worker, and its two pages anew when the person, the language, the look or the release is another. */
async function installWorker(): Promise<void> {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register("/worker.js");
    const { documentElement: root, body } = document;
    const style = document.querySelector<HTMLLinkElement>("link[data-sets='--tb-ink']")?.href ?? "";
    const shell = [body.dataset["owner"], root.lang, root.dataset["theme"], style].join(" ");
    const worker = (await navigator.serviceWorker.ready).active;
    // A page that was opened while the worker woke up is not its own yet.
    if (navigator.serviceWorker.controller === null) worker?.postMessage("claim");
    if (localStorage.getItem(SHELL) === shell) return;
    worker?.postMessage("renew");
    localStorage.setItem(SHELL, shell);
    await navigator.storage?.persist?.();
  } catch {
    // Without a worker the queue still works while the page is open.
  }
}
