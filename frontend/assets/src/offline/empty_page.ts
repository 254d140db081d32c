/** The empty page that the worker answers with: filled with what lies on the device of the address that was asked for. */

import { listPages, readPage } from "./pages";
import { ownerHere } from "./signal";

/** Fill the page; since when what it shows has lain on the device, undefined when nothing does. */
export async function fillEmptyPage(): Promise<Date | undefined> {
  const main = document.querySelector<HTMLElement>("main");
  if (!main?.querySelector("[data-empty-page]")) return undefined;
  const page = ownerHere() ? await readPage(ownerHere(), location.pathname + location.search) : null;
  if (!page) {
    await offerOthers(main);
    return undefined;
  }
  document.title = page.title;
  const title = document.querySelector(".tb-top-title");
  if (title && page.heading) title.outerHTML = page.heading;
  document.querySelectorAll<HTMLAnchorElement>(".tb-nav a, .tb-dock a").forEach((link) => {
    if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
  });
  main.innerHTML = page.main;
  const passed = (Date.now() - page.madeAt.getTime()) / 1000;
  main.querySelectorAll<HTMLElement>("[data-timer]").forEach((timer) => {
    timer.dataset["timer"] = String(Number(timer.dataset["timer"]) + Math.max(0, passed));
  });
  main.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
  return page.madeAt;
}

async function offerOthers(main: HTMLElement): Promise<void> {
  main.querySelectorAll<HTMLElement>("[data-empty-page]").forEach((part) => { part.hidden = false; });
  const kept = ownerHere() ? await listPages(ownerHere()) : [];
  main.querySelectorAll<HTMLAnchorElement>("a[data-if-kept]").forEach((link) => {
    link.hidden = !kept.includes(link.pathname);
  });
}
