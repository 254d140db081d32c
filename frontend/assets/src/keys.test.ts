import { beforeEach, expect, test } from "vitest";

import { clock, filterBy, press, shortcut } from "./keys";

const key = (name: string, target: EventTarget, more: KeyboardEventInit = {}): KeyboardEvent => {
  const event = new KeyboardEvent("keydown", { key: name, bubbles: true, ...more });
  target.dispatchEvent(event);
  return event;
};

beforeEach(() => {
  document.body.innerHTML = `
    <input id="text" type="search"><input id="radio" type="radio" name="item" data-key="1">
    <details id="more" data-key="0"><summary>…</summary><input id="inside" type="search"></details>
    <ul id="list"><li data-name="上门理发 smlf haircut"></li><li data-name="陪看病 pkb escort"></li></ul>`;
});

test("letters and digits are shortcuts, but text while somebody types in a field", () => {
  const field = document.getElementById("text")!;
  expect(shortcut(key("q", document.body), true)).toBe("Q");
  expect(shortcut(key("1", document.getElementById("radio")!), true)).toBe("1");
  expect(shortcut(key("q", field), true)).toBe("");
  expect(shortcut(key("q", document.body), false)).toBe("");
  expect(shortcut(key("q", document.body, { ctrlKey: true }), true)).toBe("");
});

test("function keys work everywhere; those of the browser stay the browser's", () => {
  const field = document.getElementById("text")!;
  expect(shortcut(key("F9", field), false)).toBe("F9");
  expect(shortcut(key("F1", field), true)).toBe("");
  expect(shortcut(key("F9", field, { repeat: true }), true)).toBe("");
});

test("pressing opens what is folded and chooses what can be chosen", () => {
  press(document.getElementById("more")!);
  expect((document.getElementById("more") as HTMLDetailsElement).open).toBe(true);
  expect(document.activeElement?.id).toBe("inside");
  press(document.getElementById("radio")!);
  expect((document.getElementById("radio") as HTMLInputElement).checked).toBe(true);
});

test("the list keeps what holds the typed words", () => {
  const list = document.getElementById("list")!;
  expect(filterBy(list, "smlf")).toBe(1);
  expect(list.querySelector<HTMLElement>("[data-name*=陪]")?.hidden).toBe(true);
  expect(filterBy(list, "病")).toBe(1);
  expect(filterBy(list, "")).toBe(2);
  const groups = document.createElement("div");
  groups.innerHTML = `<details id="a"><p data-name="理发"></p></details><details id="b"><p data-name="助浴"></p></details>`;
  expect(filterBy(groups, "理发")).toBe(1);
  expect([...groups.querySelectorAll("details")].map((one) => [one.open, one.hidden])).toEqual([
    [true, false],
    [false, true],
  ]);
});

test("the clock of the line", () => {
  expect([clock(0), clock(134), clock(3600)]).toEqual(["0:00", "2:14", "60:00"]);
});
