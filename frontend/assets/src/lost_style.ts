/** A style sheet that a bad line lost is asked for once more; a page without it cannot be read. */

export function mendStyle(): void {
  // After a failure Chromium has a `link.sheet` all the same; what the sheet sets on the root does not lie.
  const set = getComputedStyle(document.documentElement);
  for (const link of document.querySelectorAll<HTMLLinkElement>("link[data-sets]")) {
    if (!set.getPropertyValue(link.dataset["sets"]!)) link.replaceWith(link.cloneNode());
  }
}
