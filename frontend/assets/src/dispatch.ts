/**
 * The dispatch board: arrow keys between seats, the next open one, and dragging a seat onto somebody's row.
 *
 * All of it only presses what is on the page already: links choose, buttons place. Without this file the board works.
 */

import { isTyping } from "./keys";

const DRAG_FROM_PX = 6;
const HOLD_MS = 350; // a finger that rests lifts the seat, one that moves scrolls the page

type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** Where the arrow leads from `here`: along the row, or to the row above or below, at the nearest place. */
export function neighbour(rows: HTMLElement[][], here: HTMLElement, arrow: Arrow): HTMLElement | null {
  const row = rows.findIndex((one) => one.includes(here));
  if (row < 0) return null;
  const current = rows[row] ?? [];
  const place = current.indexOf(here);
  if (arrow === "ArrowLeft") return current[place - 1] ?? null;
  if (arrow === "ArrowRight") return current[place + 1] ?? null;
  const step = arrow === "ArrowUp" ? -1 : 1;
  const left = here.getBoundingClientRect().left;
  for (let next = row + step; next >= 0 && next < rows.length; next += step) {
    const others = rows[next] ?? [];
    const away = (one: HTMLElement): number => Math.abs(one.getBoundingClientRect().left - left);
    const nearest = others.reduce<HTMLElement | null>((best, one) => (best && away(best) <= away(one) ? best : one), null);
    if (nearest) return nearest;
  }
  return null;
}

/** The places one can go to within a list, as rows: cards side by side, people one below the other, buttons singly. */
export function rowsOf(walk: HTMLElement): HTMLElement[][] {
  if (walk.dataset["walk"] === "grid") {
    return [...walk.children].map((line) => [...line.querySelectorAll<HTMLElement>("a[id]")]);
  }
  const places = [...walk.querySelectorAll<HTMLElement>("a[id], button")];
  if (walk.dataset["walk"] === "list") return places.map((one) => [one]);
  const rows = new Map<number, HTMLElement[]>();
  for (const one of places) {
    const top = Math.round(one.getBoundingClientRect().top);
    rows.set(top, [...(rows.get(top) ?? []), one]);
  }
  return [...rows.values()];
}

/** At the end of one list the arrow goes on into the next: from the open seats to the people and back. */
function beyond(walk: HTMLElement, step: number): HTMLElement | null {
  const walks = [...document.querySelectorAll<HTMLElement>("[data-walk]:not([data-walk=list])")];
  const next = walks[walks.indexOf(walk) + step];
  const rows = next ? rowsOf(next).filter((row) => row.length) : [];
  return (step > 0 ? rows[0] : rows[rows.length - 1])?.[0] ?? null;
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
  if (event.key.toLowerCase() === "n" && window.localStorage.getItem("tb-desk-keys") !== "off") {
    const open = [...document.querySelectorAll<HTMLElement>(".tb-dp-card")];
    const at = open.findIndex((one) => one.getAttribute("aria-current") || one === document.activeElement);
    const next = open[at + 1] ?? open[0];
    if (next) {
      event.preventDefault();
      next.click();
    }
    return;
  }
  if (!["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].includes(event.key)) return;
  const here = document.activeElement as HTMLElement | null;
  const walk = here?.closest<HTMLElement>("[data-walk]");
  if (!here || !walk) return;
  const arrow = event.key as Arrow;
  let next = neighbour(rowsOf(walk), here, arrow);
  if (!next && walk.dataset["walk"] !== "list" && (arrow === "ArrowUp" || arrow === "ArrowDown")) {
    next = beyond(walk, arrow === "ArrowDown" ? 1 : -1);
  }
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Fill the one form that places a seat and send it. */
export function drop(form: HTMLFormElement, seat: HTMLElement, person: string): boolean {
  const was = seat.dataset["was"] ?? "";
  if (person === was) return false;
  form.action = seat.dataset["place"] ?? "";
  (form.elements.namedItem("was") as HTMLInputElement).value = was;
  (form.elements.namedItem("person") as HTMLInputElement).value = person;
  form.requestSubmit();
  return true;
}

class Drag {
  private seat: HTMLElement | null = null;
  private ghost: HTMLElement | null = null;
  private over: HTMLElement | null = null;
  private start = { x: 0, y: 0 };
  private timer = 0;
  private moved = false;

  constructor(private readonly form: HTMLFormElement) {}

  down(event: PointerEvent): void {
    const seat = (event.target as HTMLElement).closest<HTMLElement>("[data-seat]");
    if (!seat || event.button !== 0) return;
    this.seat = seat;
    this.moved = false;
    this.start = { x: event.clientX, y: event.clientY };
    if (event.pointerType === "touch") this.timer = window.setTimeout(() => this.lift(), HOLD_MS);
  }

  move(event: PointerEvent): void {
    if (!this.seat) return;
    if (!this.ghost) {
      const far = Math.hypot(event.clientX - this.start.x, event.clientY - this.start.y) > DRAG_FROM_PX;
      if (!far) return;
      if (event.pointerType === "touch") return this.end(); // the finger scrolls
      this.lift();
    }
    event.preventDefault();
    if (this.ghost) this.ghost.style.transform = `translate(${event.clientX + 8}px, ${event.clientY + 8}px)`;
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const target = under?.closest<HTMLElement>("[data-drop]") ?? null;
    if (target === this.over) return;
    this.over?.classList.remove("is-over");
    this.over = target;
    target?.classList.add("is-over");
  }

  up(): void {
    const { seat, over, ghost } = this;
    this.end();
    if (seat && ghost && over) drop(this.form, seat, over.dataset["drop"] ?? "");
  }

  /** A drag ends with a click on the link: that one is not meant. */
  click(event: MouseEvent): void {
    if (!this.moved) return;
    this.moved = false;
    event.preventDefault();
    event.stopPropagation();
  }

  /** While a seat is lifted the finger moves it and not the page. */
  touch(event: TouchEvent): void {
    if (this.ghost && event.cancelable) event.preventDefault();
  }

  end(): void {
    window.clearTimeout(this.timer);
    this.ghost?.remove();
    this.over?.classList.remove("is-over");
    this.seat?.classList.remove("is-lifted");
    this.seat = this.ghost = this.over = null;
  }

  private lift(): void {
    if (!this.seat) return;
    this.moved = true;
    this.ghost = this.seat.cloneNode(true) as HTMLElement;
    this.ghost.removeAttribute("id");
    this.ghost.setAttribute("aria-hidden", "true");
    this.ghost.classList.add("tb-dp-ghost");
    this.ghost.style.transform = `translate(${this.start.x + 8}px, ${this.start.y + 8}px)`;
    document.body.append(this.ghost);
    this.seat.classList.add("is-lifted");
  }
}

/** Who fits best is one Enter away, also on a page opened at `#fits`: there the browser gives the keys to the list itself. */
export function focusBest(): void {
  const fits = document.getElementById("fits");
  if (![null, fits, document.body].includes(document.activeElement as HTMLElement | null)) return;
  fits?.querySelector<HTMLElement>("[autofocus]")?.focus();
}

export function installDispatch(): void {
  const root = document.querySelector<HTMLElement>("[data-dispatch]");
  const form = root?.querySelector<HTMLFormElement>("[data-drag-form]");
  if (!root || !form) return;
  document.addEventListener("keydown", onKey);
  document.addEventListener("htmx:afterSettle", focusBest);
  window.addEventListener("load", () => window.setTimeout(focusBest)); // after the browser has gone to `#fits`
  const drag = new Drag(form);
  root.addEventListener("pointerdown", (event) => drag.down(event));
  root.addEventListener("dragstart", (event) => event.preventDefault());
  root.addEventListener("click", (event) => drag.click(event), true);
  root.addEventListener("touchmove", (event) => drag.touch(event), { passive: false });
  window.addEventListener("pointermove", (event) => drag.move(event), { passive: false });
  window.addEventListener("pointerup", () => drag.up());
  window.addEventListener("pointercancel", () => drag.end());
}
