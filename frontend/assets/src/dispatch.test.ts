import { describe, expect, it } from "vitest";

import { drop, focusBest, neighbour, rowsOf } from "./dispatch";

function board(): HTMLElement {
  document.body.innerHTML = `
    <ul data-walk="grid">
      <li><a id="a1"></a><a id="a2"></a></li>
      <li></li>
      <li><a id="c1"></a></li>
    </ul>
    <ol data-walk="list"><li><button>1</button></li><li><button>2</button></li></ol>`;
  return document.querySelector("[data-walk=grid]") as HTMLElement;
}

const at = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

describe("arrows", () => {
  it("go along the row and stop at its end", () => {
    const rows = rowsOf(board());
    expect(neighbour(rows, at("a1"), "ArrowRight")).toBe(at("a2"));
    expect(neighbour(rows, at("a2"), "ArrowRight")).toBeNull();
    expect(neighbour(rows, at("a2"), "ArrowLeft")).toBe(at("a1"));
  });

  it("pass over people who have nothing", () => {
    const rows = rowsOf(board());
    expect(neighbour(rows, at("a1"), "ArrowDown")).toBe(at("c1"));
    expect(neighbour(rows, at("c1"), "ArrowDown")).toBeNull();
    expect(neighbour(rows, at("c1"), "ArrowUp")).not.toBeNull();
  });

  it("go up and down among those who fit", () => {
    board();
    const list = document.querySelector("[data-walk=list]") as HTMLElement;
    const [first, second] = [...list.querySelectorAll("button")];
    expect(neighbour(rowsOf(list), first!, "ArrowDown")).toBe(second);
  });

  it("lead nowhere from somewhere else", () => {
    expect(neighbour(rowsOf(board()), document.body, "ArrowDown")).toBeNull();
  });
});

describe("dropping a seat", () => {
  function form(): HTMLFormElement {
    document.body.innerHTML = `<form><input name="was"><input name="person"></form><a data-place="/place/" data-was="lin"></a>`;
    const made = document.querySelector("form") as HTMLFormElement;
    made.requestSubmit = () => made.setAttribute("data-sent", "1");
    return made;
  }

  it("sends who it was and who it is to be", () => {
    const made = form();
    const seat = document.querySelector("a") as HTMLElement;
    expect(drop(made, seat, "yu")).toBe(true);
    expect(made.getAttribute("action")).toBe("/place/");
    expect([...made.querySelectorAll("input")].map((one) => one.value)).toEqual(["lin", "yu"]);
    expect(made.dataset["sent"]).toBe("1");
  });

  it("does nothing where it was", () => {
    const made = form();
    expect(drop(made, document.querySelector("a") as HTMLElement, "lin")).toBe(false);
    expect(made.dataset["sent"]).toBeUndefined();
  });
});

describe("who fits best", () => {
  const page = '<a id="seat" href="#fits"></a><aside id="fits" tabindex="-1"><button autofocus></button></aside>';

  it("is one Enter away where nothing else has the keys", () => {
    document.body.innerHTML = page;
    focusBest();
    expect(document.activeElement).toBe(document.querySelector("button"));
  });

  it("is so too on a page that was opened at the list", () => {
    document.body.innerHTML = page;
    document.getElementById("fits")?.focus();
    focusBest();
    expect(document.activeElement).toBe(document.querySelector("button"));
  });

  it("takes the keys from nobody", () => {
    document.body.innerHTML = page;
    document.getElementById("seat")?.focus();
    focusBest();
    expect(document.activeElement?.id).toBe("seat");
  });
});
