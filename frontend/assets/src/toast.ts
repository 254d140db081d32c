/** Toasts: the server writes them into #toasts, here they learn to leave. */

const STAY_MS = 8000;

/** Let a toast go after a while, or when its cross is tapped. One with an action waits for the person. */
export function settle(toast: HTMLElement): void {
  if (toast.dataset["settled"]) return;
  toast.dataset["settled"] = "1";
  toast.querySelector<HTMLElement>("[data-close]")?.addEventListener("click", () => toast.remove());
  if (toast.querySelector("a, button:not([data-close])")) return;
  let timer = window.setTimeout(() => toast.remove(), STAY_MS);
  const hold = () => window.clearTimeout(timer);
  const release = () => {
    hold();
    timer = window.setTimeout(() => toast.remove(), STAY_MS);
  };
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, hold);
  for (const name of ["pointerleave", "focusout"]) toast.addEventListener(name, release);
}

/** Show one sentence. The template #toast-blank holds the markup, so the look stays in one place. */
export function show(text: string, tone: "tea" | "red" = "tea"): HTMLElement | null {
  const holder = document.getElementById("toasts");
  const blank = document.querySelector<HTMLTemplateElement>(`template#toast-${tone}`);
  const toast = blank?.content.firstElementChild?.cloneNode(true);
  if (!holder || !(toast instanceof HTMLElement)) return null;
  const words = toast.querySelector("[data-words]");
  if (words) words.textContent = text;
  holder.append(toast);
  settle(toast);
  return toast;
}

export function installToasts(): void {
  const settleAll = () => document.querySelectorAll<HTMLElement>("#toasts > *").forEach(settle);
  settleAll();
  document.addEventListener("htmx:afterSettle", settleAll);
  document.addEventListener("htmx:oobAfterSwap", settleAll);
  document.addEventListener("tb:toast", (event) => {
    const { text, tone } = (event as CustomEvent<{ text: string; tone?: "tea" | "red" }>).detail;
    show(text, tone);
  });
  // A refusal comes as a toast fragment with its true 4xx status: swap it where the server says.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const detail = (event as CustomEvent<{ xhr: XMLHttpRequest; shouldSwap: boolean; isError: boolean }>).detail;
    if (detail.xhr.status >= 400 && detail.xhr.getResponseHeader("HX-Retarget")) {
      detail.shouldSwap = true;
      detail.isError = false;
    }
  });
  const noAnswer = () => show(document.body.dataset["sayNoAnswer"] ?? "", "red");
  document.addEventListener("htmx:sendError", noAnswer);
  document.addEventListener("htmx:responseError", noAnswer);
}
