import { expect, test } from "vitest";

import source from "htmx.org/dist/htmx.esm.js?raw";

import { lean } from "../lean_htmx.ts";

test("what is left is htmx without code made of words, and a good part shorter", () => {
  const left = lean(source);
  expect(source).toContain("eval(str)");
  expect(left).not.toContain("eval(str)");
  expect(left).toContain("function handlePreservedElements");
});

test("another htmx than the one that was read is not cut blindly", () => {
  expect(() => lean(source.replace("function boostElement", "function boost"))).toThrow("boostElement");
  expect(() => lean(source.replace("  htmx.ajax = ajaxHelper\n", ""))).toThrow("read it again");
});
