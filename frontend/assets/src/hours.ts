/** Hours that are over cannot be chosen while today is; the style sheet greys them, this takes them out of reach. */

export function closePast(box: ParentNode): void {
  const today = box.querySelector(".is-today :checked") !== null;
  let lost = false;
  box.querySelectorAll<HTMLInputElement>(".is-past input").forEach((hour) => {
    hour.disabled = today;
    if (today && hour.checked) {
      hour.checked = false;
      lost = true;
    }
  });
  // Whoever had tapped such an hour gets the next one, not none.
  const next = box.querySelector<HTMLInputElement>(".tb-slots.is-clock .tb-pick:not(.is-past) input");
  if (lost && next) next.checked = true;
}

export function installHours(): void {
  document.querySelectorAll<HTMLElement>("[data-hours]").forEach((box) => {
    closePast(box);
    box.addEventListener("change", () => closePast(box));
  });
}
