import { expect, test } from "vitest";

import { closePast } from "./hours";

const hour = (name: string, past: boolean) =>
  `<label class="tb-pick${past ? " is-past" : ""}"><input type="radio" name="clock" value="${name}"></label>`;

function form(): HTMLElement {
  document.body.innerHTML = `<section><label class="tb-pick is-today"><input type="radio" name="day" value="t"></label>
    <label class="tb-pick"><input type="radio" name="day" value="u" checked></label>
    <div class="tb-slots is-clock">${hour("7:00", true)}${hour("9:00", true)}${hour("11:00", false)}</div></section>`;
  return document.querySelector("section") as HTMLElement;
}

test("past hours are only closed while today is chosen, and a chosen one gives way to the next", () => {
  const box = form();
  const [today, other, seven, , eleven] = [...box.querySelectorAll("input")] as HTMLInputElement[];
  seven!.checked = true;
  closePast(box);
  expect(seven!.disabled).toBe(false);
  today!.checked = true;
  closePast(box);
  expect([seven!.disabled, seven!.checked, eleven!.checked]).toEqual([true, false, true]);
  today!.checked = false; // as a browser does when another of the group is tapped
  other!.checked = true;
  closePast(box);
  expect(seven!.disabled).toBe(false);
});
