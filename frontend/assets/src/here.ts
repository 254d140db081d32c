/** Where somebody is, for a form that wants to know: only when they press the button, and never waited for. */

const PATIENCE_MS = 10_000;
const DIGITS = 4; // about ten metres: a door, not a room

export function installHere(): void {
  if (!navigator.geolocation) return;
  for (const part of document.querySelectorAll<HTMLElement>("[data-here]")) {
    const button = part.querySelector("button");
    const words = part.querySelector<HTMLElement>("[data-words]");
    if (!button || !words) continue;
    part.hidden = false;
    button.addEventListener("click", () => {
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          fill(part, "latitude", coords.latitude);
          fill(part, "longitude", coords.longitude);
          words.textContent = words.dataset["had"]!;
          button.hidden = true;
        },
        () => { words.textContent = words.dataset["none"]!; },
        { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 60_000 },
      );
    });
  }
}

function fill(part: HTMLElement, name: string, degrees: number): void {
  const input = part.querySelector<HTMLInputElement>(`[name=${name}]`)!;
  input.value = degrees.toFixed(DIGITS);
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
