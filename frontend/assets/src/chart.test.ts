import { beforeEach, expect, test } from "vitest";

import { readable } from "./aloud";
import { dataOf } from "./chart";

beforeEach(() => {
  document.body.innerHTML = "";
});

test("chart data is read from the element the server wrote beside it", () => {
  document.body.innerHTML = `<script id="m" type="application/json">{"labels":["Jun"],"values":[305],"texts":["5:05"]}</script><div data-chart="m"></div>`;
  expect(dataOf(document.querySelector<HTMLElement>("[data-chart]")!)).toEqual({
    labels: ["Jun"],
    values: [305],
    texts: ["5:05"],
  });
});

test("broken or empty chart data draws nothing, the table stays", () => {
  document.body.innerHTML = `<script id="m" type="application/json">{"labels":[],"values":[]}</script><div data-chart="m"></div><div data-chart="none"></div>`;
  const pictures = [...document.querySelectorAll<HTMLElement>("[data-chart]")];
  expect(pictures.map(dataOf)).toEqual([null, null]);
});

test("reading aloud leaves out signs and menus and speaks what pictures mean", () => {
  document.body.innerHTML = `<main><nav>Menu</nav><h1>Hello</h1><span role="img" aria-label="6 h 40 min"><i>6</i></span><p>It <b aria-hidden="true">x</b>works</p></main>`;
  expect(readable(document.querySelector("main")!)).toBe("Hello。6 h 40 minIt works。");
});
