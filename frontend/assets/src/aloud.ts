/** Reads the page aloud, or the part whose id the button names. The style sheet keeps the button's place, and shows it where the browser can speak. */

/** What a person would read: the headings, sentences, numbers; not the menus. */
export function readable(main: HTMLElement): string {
  const copy = main.cloneNode(true) as HTMLElement;
  copy.querySelectorAll("[aria-hidden=true], .sr-only, script, template, nav").forEach((part) => part.remove());
  copy.querySelectorAll<HTMLElement>("[role=img][aria-label]").forEach((part) => {
    part.textContent = part.getAttribute("aria-label");
  });
  copy.querySelectorAll("p, li, h1, h2, h3, dt, dd, label, button, a").forEach((part) => part.append("。"));
  return (copy.textContent ?? "").replace(/\s+/g, " ").replace(/(。\s*)+/g, "。").trim();
}

export function installAloud(): void {
  const speech = window.speechSynthesis;
  if (!speech) return;
  const quiet = () => document.querySelectorAll("[data-aloud]").forEach((button) => button.setAttribute("aria-pressed", "false"));
  const toggle = (button: HTMLElement) => {
    const main = document.getElementById(button.dataset.aloud || "main");
    if (speech.speaking || !main) {
      speech.cancel();
      quiet();
      return;
    }
    const words = new SpeechSynthesisUtterance(readable(main));
    words.lang = document.documentElement.lang;
    words.rate = 0.85;
    words.onend = quiet;
    button.setAttribute("aria-pressed", "true");
    speech.speak(words);
  };
  document.documentElement.classList.add("can-speak");
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-aloud]") : null;
    if (button) toggle(button);
  });
  window.addEventListener("pagehide", () => speech.cancel());
}
