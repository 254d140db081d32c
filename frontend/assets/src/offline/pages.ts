/**
 * Pages to read without signal. A page names what is to be kept with `data-keep` (an address, or the link's own);
 * each is fetched as the server draws it, and its main part lies sealed on the device until it is fetched anew.
 */

import { patience } from "./patience";
import { seal, unseal } from "./seal";
import { house, keyOf } from "./store";

const FRESH_MS = 15 * 60 * 1000;
const MOST_PAGES = 80;
const PATIENCE_MS = 60_000;

interface Content {
  title: string;
  heading: string; // what stands in the header of a phone, often the only h1
  main: string;
}

export interface Read extends Content {
  madeAt: Date;
}

/** The addresses that a page wants kept, each once, on our own server only. */
export function wantedBy(root: ParentNode, here: string): string[] {
  const found = [...root.querySelectorAll<HTMLElement>("[data-keep]")].map((element) => {
    const url = new URL(element.dataset["keep"] || element.getAttribute("href") || here, location.origin);
    return url.origin === location.origin ? url.pathname + url.search : "";
  });
  return [...new Set(found.filter(Boolean))];
}

/**
 * Fetch what the page wants, and what those want; forget what it wanted before and no longer does. False when a page
 * could not be fetched now and is not there: to be tried again.
 */
export async function keepPages(owner: string, source: string, first: string[], force = false): Promise<boolean> {
  const database = await house();
  const now = Date.now();
  const before = (await database.getAll("pages")).filter((page) => page.source === source && page.owner === owner);
  const fresh = before.length > 0 && before.every((page) => now - Date.parse(page.madeAt) < FRESH_MS);
  if (fresh && !force && first.every((path) => before.some((page) => page.path === path))) return true;
  const key = await keyOf(owner);
  const seen = new Set<string>();
  const wanted = [...first];
  let missing = false;
  while (wanted.length && seen.size < MOST_PAGES) {
    const path = wanted.shift()!;
    if (seen.has(path)) continue;
    seen.add(path);
    const page = await fetchPage(path);
    if (page === "gone") await database.delete("pages", path);
    if (page === "later") missing ||= !before.some((one) => one.path === path);
    if (typeof page === "string") continue;
    const { title, heading, main } = page;
    const html = await seal(key, `pages/${path}`, { title, heading, main } satisfies Content);
    await database.put("pages", { path, owner, source, madeAt: new Date().toISOString(), html });
    wanted.push(...page.more);
  }
  for (const page of before) if (!seen.has(page.path)) await database.delete("pages", page.path);
  return !missing;
}

async function fetchPage(path: string): Promise<(Content & { more: string[] }) | "gone" | "later"> {
  try {
    const answer = await fetch(path, { cache: "no-store", redirect: "manual", signal: patience(PATIENCE_MS) });
    if (!answer.ok) return answer.type === "opaqueredirect" || answer.status < 500 ? "gone" : "later";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const main = page.querySelector("main");
    if (!main) return "gone";
    const heading = page.querySelector(".tb-top-title")?.outerHTML ?? "";
    return { title: page.title, heading, main: main.innerHTML, more: wantedBy(main, path) };
  } catch {
    return "later";
  }
}

/** What lies on the device of this page; null when it is not there or not this person's. */
export async function readPage(owner: string, path: string): Promise<Read | null> {
  const database = await house();
  const page = (await database.get("pages", path)) ?? (await database.get("pages", path.split("?")[0]!));
  if (!page || page.owner !== owner) return null;
  try {
    const content = await unseal<Content>(await keyOf(owner), `pages/${page.path}`, page.html);
    return { ...content, madeAt: new Date(page.madeAt) };
  } catch {
    return null; // its key has gone: it is as good as forgotten
  }
}

/** Titles and addresses of what is on the device, for somebody who looks for it. */
export async function listPages(owner: string): Promise<string[]> {
  const pages = await (await house()).getAll("pages");
  return pages.filter((page) => page.owner === owner).map((page) => page.path);
}
