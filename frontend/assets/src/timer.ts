/** A running clock: the minutes since check-in that the server counted, carried on while the page is open. */

const TICK_MS = 5000;

/** `{h} h {m} min` or, below an hour, `{m} min`, filled with what has passed. */
export function say(seconds: number, long: string, short: string): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  const words = minutes < 60 ? short : long;
  return words.replace("{h}", String(Math.floor(minutes / 60))).replace("{m}", String(minutes % 60));
}

/** Draw a clock anew. The phone's own clock may be wrong; only how far it moved since the page came is used. */
export function draw(clock: HTMLElement, now: number): void {
  const began = Number((clock.dataset["began"] ??= String(now - Number(clock.dataset["timer"]) * 1000)));
  const text = say((now - began) / 1000, clock.dataset["sayLong"] ?? "", clock.dataset["sayShort"] ?? "");
  if (text && text !== clock.textContent) clock.textContent = text;
}

export function installTimers(): void {
  const drawAll = () => {
    document.querySelectorAll<HTMLElement>("[data-timer]").forEach((clock) => draw(clock, Date.now()));
  };
  if (document.querySelector("[data-timer]")) drawAll();
  window.setInterval(drawAll, TICK_MS);
  document.addEventListener("htmx:afterSettle", drawAll);
  document.addEventListener("visibilitychange", drawAll);
}
