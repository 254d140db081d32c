/** The bar below the header: no signal, so many wait, so many were refused. And the words that scripts say. */

import { show } from "../ask";
import { waiting } from "./queue";

const NEXT_PAGE = "timebank-say";

/** The login of this page; empty when nobody is signed in. */
export function ownerHere(): string {
  return document.body.dataset["owner"] ?? "";
}

/** A sentence that the server wrote in the person's language, with `{name}` filled. */
export function say(name: string, facts: Record<string, string | number> = {}): string {
  const words = document.getElementById("signal")?.dataset[`say${name[0]!.toUpperCase()}${name.slice(1)}`] ?? "";
  return Object.entries(facts).reduce((text, [key, value]) => text.replace(`{${key}}`, String(value)), words);
}

/** Say it on the page that comes next. */
export function told(text: string): void {
  sessionStorage.setItem(NEXT_PAGE, text);
}

export function sayWhatWasTold(): void {
  const text = sessionStorage.getItem(NEXT_PAGE);
  sessionStorage.removeItem(NEXT_PAGE);
  if (text) show(text);
}

export interface Signal {
  online: boolean;
  signedOut: boolean;
  madeAt?: Date | undefined; // the page on the screen lay on the device since
}

export async function drawSignal(signal: Signal): Promise<void> {
  const bar = document.getElementById("signal");
  if (!bar) return;
  const items = ownerHere() ? await waiting(ownerHere()) : [];
  const refused = items.filter((item) => item.state === "refused").length;
  const [head, more] = words(signal, items.length, refused);
  bar.hidden = !head;
  if (!head) return;
  put(bar, "[data-head]", head);
  put(bar, "[data-more]", more);
  put(bar, "[data-count]", String(items.length));
  bar.querySelector<HTMLElement>("[data-link]")!.hidden = !items.length || document.body.dataset["queuePage"] === "1";
  bar.classList.toggle("is-online", signal.online);
}

function words(signal: Signal, count: number, refused: number): [string, string] {
  const asOf = signal.madeAt ? say("asOf", { when: clock(signal.madeAt) }) : "";
  if (!signal.online) return [say("off"), asOf || say("offMore")];
  if (signal.madeAt) return [say("old"), asOf];
  if (signal.signedOut && count) return [say("signedOut"), say("signedOutMore")];
  if (refused) return [say("refused", { n: refused }), say("refusedMore")];
  return count ? [say("waiting", { n: count }), say("waitingMore")] : ["", ""];
}

/** Put a text where it is not already: a screen reader says what changes. */
function put(root: ParentNode, selector: string, text: string): void {
  const element = root.querySelector<HTMLElement>(selector);
  if (element && element.textContent !== text) element.textContent = text;
}

/** A day and a clock as people here write them. */
export function clock(when: Date): string {
  const today = new Date().toDateString() === when.toDateString();
  const language = document.documentElement.lang;
  const time: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit", hourCycle: "h23" };
  const day: Intl.DateTimeFormatOptions = today ? {} : { month: language.startsWith("zh") ? "long" : "short", day: "numeric" };
  return new Intl.DateTimeFormat(language, { ...day, ...time }).format(when);
}
