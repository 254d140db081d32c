/**
 * A form that says `data-offline="kind"` is first kept on the device and then sent. When the answer comes at once the
 * person sees what they would have seen without this; when none comes it stays in the queue, and nobody is told that
 * it has arrived. Without script, or where nothing can be kept, the form is an ordinary form.
 */

import { finish, show } from "../ask";
import { dropDraft } from "./drafts";
import { drop, keep, leaveToQueue, NoRoom, waiting } from "./queue";
import { alone, type Outcome, pulse, send } from "./sender";
import { ownerHere, say, told } from "./signal";
import { type Item } from "./store";

const PATIENCE_MS = 15_000;
const SENDING = "timebank-queue";

/** Whether this browser can keep anything: old ones and unsafe connections cannot. */
export function canKeep(): boolean {
  return isSecureContext && "indexedDB" in window && "subtle" in crypto && "randomUUID" in crypto;
}

export function installSubmit(changed: () => void): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset["offline"] === undefined || event.defaultPrevented) return;
    if (!ownerHere() || !canKeep() || form.dataset["plain"]) return;
    event.preventDefault();
    void submit(form, event.submitter, changed);
  });
}

async function submit(form: HTMLFormElement, pressed: HTMLElement | null, changed: () => void): Promise<void> {
  let item: Item;
  try {
    item = await keep(written(form, pressed), 2 * PATIENCE_MS);
  } catch (error) {
    finish(form);
    if (error instanceof NoRoom) {
      show(say("noRoom"), "red");
      return;
    }
    form.dataset["plain"] = "1"; // nothing can be kept here: send it the old way
    form.requestSubmit(pressed);
    return;
  }
  form.dataset["gone"] = "1";
  await dropDraft(form).catch(() => undefined);
  const outcome = await atOnce(item);
  if (outcome.kind !== "done" && outcome.kind !== "refused") {
    await leaveToQueue(item.key);
    void askForSync();
  }
  changed();
  if (outcome.kind === "done") return go(outcome.href || location.href);
  if (outcome.kind === "refused") return putBack(form, item, outcome);
  told(outcome.kind === "signed-out" ? say("keptSignedOut") : say("kept"));
  go(form.dataset["offlineNext"] || location.pathname);
}

function written(form: HTMLFormElement, pressed: HTMLElement | null) {
  const sent = new FormData(form);
  const button = pressed instanceof HTMLButtonElement ? pressed : null;
  if (button?.name) sent.append(button.name, button.value);
  const action = button?.getAttribute("formaction") || form.getAttribute("action") || location.pathname + location.search;
  return {
    owner: ownerHere(),
    kind: form.dataset["offline"] || "form",
    subject: form.dataset["offlineSubject"] || new URL(action, location.href).pathname,
    title: form.dataset["offlineTitle"] || document.title,
    url: action,
    page: location.pathname + location.search,
    at: new Date(),
    entries: sent,
  };
}

/** Send it now if that is possible, and wait only so long. */
async function atOnce(item: Item): Promise<Outcome> {
  const later: Outcome = { kind: "later" };
  if (!navigator.onLine) return later;
  const earlier = (await waiting(item.owner)).some((one) => one.subject === item.subject && one.sequence < item.sequence);
  if (earlier) return later;
  const tried = alone(async () => {
    const beat = await pulse();
    return beat ? send(item, beat, true) : later;
  }, true);
  const tired = new Promise<Outcome>((tell) => { window.setTimeout(() => tell(later), PATIENCE_MS); });
  return (await Promise.race([tried, tired])) ?? later;
}

/** The server said no while the person sits before the form: it is theirs again, with what is wrong in it. */
async function putBack(form: HTMLFormElement, item: Item, outcome: Outcome & { kind: "refused" }): Promise<void> {
  await drop(item.key);
  delete form.dataset["gone"];
  finish(form);
  const main = outcome.page && new DOMParser().parseFromString(outcome.page, "text/html").querySelector("main");
  const here = document.querySelector("main");
  if (!main || !here) {
    show(outcome.sentence, "red");
    return;
  }
  here.innerHTML = main.innerHTML;
  here.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
}

async function askForSync(): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration();
  const sync = (worker as unknown as { sync?: { register: (tag: string) => Promise<void> } } | undefined)?.sync;
  await sync?.register(SENDING).catch(() => undefined);
}

function go(href: string): void {
  const url = new URL(href, location.href);
  if (url.pathname === location.pathname && url.search === location.search) location.reload();
  else location.assign(url);
}
