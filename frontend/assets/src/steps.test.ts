import { beforeEach, expect, test } from "vitest";

import { stepThrough } from "./steps";

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
  document.head.innerHTML = "<style>.is-off { display: none } .hidden-now { display: none }</style>";
  document.body.innerHTML = `<form>
    <div data-step><fieldset><legend>Met?</legend>
      <input type="radio" name="met" value="yes" required><input type="radio" name="met" value="no" required>
    </fieldset></div>
    <div data-step id="how"><fieldset><legend>How?</legend><input type="radio" name="how" value="fine"></fieldset></div>
    <div data-step><label for="words">Else?</label><textarea id="words"></textarea></div>
    <p data-progress></p>
    <button type="button" data-back></button><button type="button" data-next></button><button data-save></button>
  </form>`;
  stepThrough(document.querySelector("form")!);
});

const button = (name: string) => document.querySelector<HTMLButtonElement>(`[data-${name}]`)!;
const shown = () => [...document.querySelectorAll("[data-step]")].map((step) => !step.classList.contains("is-off"));

test("one question at a time, and none is passed over unanswered", () => {
  expect(shown()).toEqual([true, false, false]);
  button("next").click();
  expect(shown()).toEqual([true, false, false]);
  document.querySelector<HTMLInputElement>("[value=yes]")!.checked = true;
  button("next").click();
  expect(shown()).toEqual([false, true, false]);
  expect(document.activeElement?.textContent).toBe("How?");
  expect(button("save").hidden).toBe(true);
  button("next").click();
  expect([button("next").hidden, button("save").hidden, button("back").hidden]).toEqual([true, false, false]);
  expect(document.querySelector("[data-progress]")!.textContent).toBe("3 / 3");
});

test("what the style sheet takes away is not asked", () => {
  document.querySelector<HTMLInputElement>("[value=no]")!.checked = true;
  document.querySelector("#how")!.classList.add("hidden-now");
  button("next").click();
  expect(shown()).toEqual([false, false, true]);
  button("back").click();
  expect(shown()).toEqual([true, false, false]);
});
