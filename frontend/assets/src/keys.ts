/** The keys of the phone desk. Whatever has a `data-key` can be pressed, tapped and clicked alike. */

const STORED = "tb-desk-keys";

/** True while what is typed belongs to a field. Radio buttons and boxes are no fields. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement) return !["radio", "checkbox", "button", "submit"].includes(target.type);
  return target instanceof HTMLElement && target.isContentEditable;
}

/** `F9`, `q` → `Q`, `1`; nothing for what is no shortcut here, or belongs to the browser or a field. */
export function shortcut(event: KeyboardEvent, lettersOn: boolean): string {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return "";
  if (/^F([2-9]|1[0-2])$/.test(event.key)) return event.key;
  if (!lettersOn || isTyping(event.target) || !/^[a-zA-Z0-9]$/.test(event.key)) return "";
  return event.key.toUpperCase();
}

/** Do what a click on it would do, and leave the reader where it happened. */
export function press(element: HTMLElement): void {
  if (element instanceof HTMLDetailsElement) {
    element.open = true;
    element.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select")?.focus();
    return;
  }
  element.focus();
  element.click();
  const next = element.dataset["keyFocus"];
  if (next) document.querySelector<HTMLElement>(next)?.focus();
}

/** Leave only the entries whose words hold what was typed. */
export function filterBy(list: ParentNode, typed: string): number {
  const words = typed.trim().toLowerCase();
  let left = 0;
  list.querySelectorAll<HTMLElement>("[data-name]").forEach((entry) => {
    entry.hidden = !(entry.dataset["name"] ?? "").toLowerCase().includes(words);
    if (!entry.hidden) left += 1;
  });
  list.querySelectorAll("details").forEach((group) => {
    const found = group.querySelector("[data-name]:not([hidden])") !== null;
    group.hidden = !found;
    if (words && found) group.open = true;
  });
  return left;
}

/** 134 → `2:14`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function letters(): boolean {
  return window.localStorage.getItem(STORED) !== "off";
}

/** Single letters can be turned off: speech input and screen readers use them for themselves (WCAG 2.1.4). */
function installToggle(): void {
  document.querySelectorAll<HTMLButtonElement>("[data-keys-toggle]").forEach((button) => {
    button.hidden = false;
    const draw = () => button.setAttribute("aria-pressed", String(letters()));
    button.addEventListener("click", () => {
      window.localStorage.setItem(STORED, letters() ? "off" : "on");
      draw();
    });
    draw();
  });
}

function installFilter(): void {
  document.querySelectorAll<HTMLInputElement>("[data-filter]").forEach((input) => {
    const list = document.querySelector(input.dataset["filter"] ?? "");
    const said = document.querySelector<HTMLElement>("[data-filter-count]");
    if (!list) return;
    input.addEventListener("input", () => {
      const left = filterBy(list, input.value);
      if (said) said.textContent = (said.dataset["words"] ?? "").replace("{n}", String(left));
    });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const first = list.querySelector<HTMLInputElement>("[data-name]:not([hidden]) input");
      if (first && isTyping(first)) {
        first.focus();
        return;
      }
      first?.click();
      input.blur();
    });
  });
}

/** From the field down to those found and up again; choosing one is Enter on the button itself. */
function walk(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const field = document.querySelector<HTMLElement>("[data-find]");
  if (!field) return;
  const stops = [field, ...document.querySelectorAll<HTMLElement>("[data-found]")];
  const here = stops.indexOf(document.activeElement as HTMLElement);
  const next = here < 0 ? undefined : stops[here + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function installClock(): void {
  const face = document.querySelector<HTMLElement>("[data-call-clock]");
  if (!face) return;
  const began = Date.now() - Number(face.dataset["callClock"]) * 1000;
  const draw = () => {
    face.textContent = clock((Date.now() - began) / 1000);
  };
  draw();
  window.setInterval(draw, 1000);
}

export function installKeys(): void {
  if (!document.querySelector("[data-key], [data-find], [data-filter]")) return;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isTyping(event.target)) (event.target as HTMLElement).blur();
    walk(event);
    const key = shortcut(event, letters());
    const target = key ? document.querySelector<HTMLElement>(`[data-key="${key}"]`) : null;
    if (!target) return;
    event.preventDefault();
    press(target);
  });
  installToggle();
  installFilter();
  installClock();
}
