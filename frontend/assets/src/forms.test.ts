import { beforeEach, expect, test, vi } from "vitest";

import { csrfToken } from "./csrf";
import { begin, finish, installForms, mirrorCode } from "./forms";
import { show } from "./toast";

beforeEach(() => {
  document.body.innerHTML = "";
});

function form(html: string): HTMLFormElement {
  document.body.innerHTML = `<form method="post">${html}</form>`;
  return document.querySelector("form")!;
}

test("a form is sent once: the button says what it does, the second press does nothing", () => {
  const sent = form(`<button data-busy="Placing the order">Order</button>`);
  const button = sent.querySelector("button")!;
  expect(begin(sent, button)).toBe(true);
  expect([button.textContent, button.getAttribute("aria-busy")]).toEqual(["Placing the order", "true"]);
  expect(begin(sent, button)).toBe(false);
  finish(sent);
  expect([button.textContent, button.getAttribute("aria-busy")]).toEqual(["Order", null]);
  expect(begin(sent, button)).toBe(true);
});

test("only the words of a button change, not its sign", () => {
  const sent = form(`<button data-busy="Sending"><svg></svg><span data-words>Send</span></button>`);
  begin(sent, sent.querySelector("button"));
  expect(sent.querySelector("svg")).not.toBeNull();
  expect(sent.querySelector("[data-words]")!.textContent).toBe("Sending");
});

test("a second submit of a sending form is stopped, a get form is left alone", () => {
  installForms();
  const sent = form(`<button>Order</button>`);
  const submit = () => {
    const event = new Event("submit", { bubbles: true, cancelable: true });
    sent.dispatchEvent(event);
    return event.defaultPrevented;
  };
  expect([submit(), submit()]).toEqual([false, true]);
  finish(sent);
  sent.method = "get";
  expect([submit(), submit()]).toEqual([false, false]);
});

test("the code cells show digits only, four at most, and mark where one is", () => {
  document.body.innerHTML =
    `<div data-code><span data-cell></span><span data-cell></span><span data-cell></span><span data-cell></span><input></div>`;
  const box = document.querySelector<HTMLElement>("[data-code]")!;
  mirrorCode(box);
  const input = box.querySelector("input")!;
  input.value = "4a0279";
  input.dispatchEvent(new Event("input"));
  const cells = [...box.querySelectorAll("[data-cell]")];
  expect(input.value).toBe("4027");
  expect(cells.map((cell) => cell.textContent)).toEqual(["4", "0", "2", "7"]);
  input.value = "40";
  input.dispatchEvent(new Event("input"));
  expect(cells.map((cell) => cell.classList.contains("now"))).toEqual([false, false, true, false]);
});

test("the token comes from the cookie, else from a form on the page", () => {
  expect(csrfToken("a=1; csrftoken=abc%3D; b=2")).toBe("abc=");
  form(`<input type="hidden" name="csrfmiddlewaretoken" value="hidden">`);
  expect(csrfToken("a=1")).toBe("hidden");
});

test("a toast leaves by itself, one with an action waits", () => {
  vi.useFakeTimers();
  document.body.innerHTML = `<div id="toasts"></div>
    <template id="toast-tea"><div><span data-words></span><button data-close></button></div></template>
    <template id="toast-red"><div><span data-words></span><a href="#">Undo</a><button data-close></button></div></template>`;
  const plain = show("Taken")!;
  const acting = show("Gone", "red")!;
  expect(plain.textContent).toBe("Taken");
  vi.advanceTimersByTime(60_000);
  expect([plain.isConnected, acting.isConnected]).toEqual([false, true]);
  acting.querySelector<HTMLElement>("[data-close]")!.click();
  expect(acting.isConnected).toBe(false);
  vi.useRealTimers();
});

test("an answer that the page found by itself gives the button back", () => {
  installForms();
  const sent = form(`<button data-busy="Checking">Check</button>`);
  begin(sent, sent.querySelector("button"));
  sent.dispatchEvent(new Event("answered", { bubbles: true }));
  expect(sent.querySelector("button")!.textContent).toBe("Check");
});
