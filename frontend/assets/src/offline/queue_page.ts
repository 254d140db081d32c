/** The page of what waits: each thing's true state, and the ways out when one was refused. */

import { answerOf, drop, letterOf, ofOthers, waitAgain, waiting } from "./queue";
import { clock, ownerHere, say } from "./signal";
import { type Item } from "./store";

/** Draw the list anew; `sending` is the key of what is under way. */
export async function drawQueue(): Promise<void> {
  const list = document.querySelector<HTMLElement>("[data-queue]");
  if (!list) return;
  const items = await waiting(ownerHere());
  // Refused first: they need a person. The rest in the order in which it goes.
  const sorted = [...items].sort((a, b) => Number(b.state === "refused") - Number(a.state === "refused") || a.sequence - b.sequence);
  const rows = await Promise.all(sorted.map((item) => row(item)));
  list.replaceChildren(...rows);
  show("[data-queue-empty]", !items.length);
  show("[data-queue-some]", items.length > 0);
  const others = await ofOthers(ownerHere());
  show("[data-queue-others]", others > 0);
  fill(document, "[data-queue-title]", items.length ? say("queueTitle", { n: items.length }) : say("queueNone"));
  const tried = items.map((item) => item.triedAt).filter(Boolean).sort().pop();
  fill(document, "[data-queue-tried]", tried ? say("tried", { when: clock(new Date(tried)) }) : "");
}

async function row(item: Item): Promise<HTMLElement> {
  const blank = document.querySelector<HTMLTemplateElement>(`template[data-row="${item.state}"]`)!;
  const line = blank.content.firstElementChild!.cloneNode(true) as HTMLElement;
  line.dataset["key"] = item.key;
  try {
    const letter = await letterOf(item);
    fill(line, "[data-title]", letter.title);
    const open = line.querySelector<HTMLAnchorElement>("[data-open]");
    if (open) open.href = letter.page;
    fill(line, "[data-why]", await answerOf(item));
  } catch {
    fill(line, "[data-title]", say("unreadable"));
  }
  const photos = item.files.length ? say("photos", { n: item.files.length }) : "";
  fill(line, "[data-when]", clock(new Date(item.occurredAt)) + photos);
  fill(line, "[data-size]", size(item.bytes));
  return line;
}

/** Kilobytes, the least that can be said. */
export function size(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function installQueuePage(again: () => void): void {
  if (!document.querySelector("[data-queue]")) return;
  document.body.dataset["queuePage"] = "1";
  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
    if (!pressed) return;
    const key = pressed.closest<HTMLElement>("[data-key]")?.dataset["key"] ?? "";
    void act(pressed.dataset["do"] ?? "", key, pressed).then(again);
  });
}

async function act(what: string, key: string, pressed: HTMLElement): Promise<void> {
  if (what === "again" && key) await waitAgain(key);
  // To throw away what somebody wrote takes two taps: the first one asks.
  else if (what === "drop" && pressed.dataset["asked"]) await drop(key);
  else if (what === "drop") {
    pressed.dataset["asked"] = "1";
    pressed.textContent = say("dropSure");
  }
}

function fill(root: ParentNode, selector: string, text: string): void {
  const element = root.querySelector<HTMLElement>(selector);
  if (element && element.textContent !== text) element.textContent = text;
}

function show(selector: string, on: boolean): void {
  document.querySelectorAll<HTMLElement>(selector).forEach((element) => { element.hidden = !on; });
}
