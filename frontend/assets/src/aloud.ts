/** Reads the page aloud, or the part whose id the button names. The button is hidden where the browser cannot speak. */

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
  const buttons = [...document.querySelectorAll<HTMLElement>("[data-aloud]")];
  if (!buttons.length || !speech) return;
  const quiet = () => buttons.forEach((button) => button.setAttribute("aria-pressed", "false"));
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
  buttons.forEach((button) => {
    button.hidden = false;
    button.closest("[data-with-aloud]")?.removeAttribute("hidden");
    button.addEventListener("click", () => toggle(button));
  });
  window.addEventListener("pagehide", () => speech.cancel());
}
