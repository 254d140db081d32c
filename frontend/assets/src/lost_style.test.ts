import { afterEach, expect, test } from "vitest";

import { mendStyle } from "./lost_style";

afterEach(() => document.documentElement.removeAttribute("style"));

test("only the sheet that has not come is asked for again, in its place", () => {
  document.documentElement.style.setProperty("--tb-ink", "#000");
  document.head.innerHTML = `<link rel="stylesheet" data-sets="--tb-desk"><link rel="stylesheet" data-sets="--tb-ink">`;
  const [desk, app] = document.querySelectorAll("link");
  mendStyle();
  const [first, second] = document.querySelectorAll("link");
  expect([first === desk, second === app]).toEqual([false, true]);
  expect(first?.dataset["sets"]).toBe("--tb-desk");
});
