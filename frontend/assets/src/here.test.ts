import { afterEach, expect, it, vi } from "vitest";

import { installHere } from "./here";

const PART = `<div data-here hidden><input name="latitude"><input name="longitude"><button type="button">x</button>
  <p data-words data-had="added" data-none="not known">optional</p></div>`;

afterEach(() => vi.unstubAllGlobals());

function asked(answer: (yes: PositionCallback, no: PositionErrorCallback) => void): string[] {
  vi.stubGlobal("navigator", { geolocation: { getCurrentPosition: answer } });
  document.body.innerHTML = PART;
  installHere();
  document.querySelector("button")!.click();
  const inputs = [...document.querySelectorAll("input")].map((input) => input.value);
  return [...inputs, document.querySelector("p")!.textContent!];
}

it("adds where somebody is when they ask for it, to about ten metres", () => {
  const coords = { latitude: 25.701234567, longitude: 117.85 };
  expect(asked((yes) => yes({ coords } as GeolocationPosition))).toEqual(["25.7012", "117.8500", "added"]);
});

it("says so when the telephone does not know, and goes on without", () => {
  expect(asked((_yes, no) => no({} as GeolocationPositionError))).toEqual(["", "", "not known"]);
});

it("stays away where there is no such thing", () => {
  vi.stubGlobal("navigator", {});
  document.body.innerHTML = PART;
  installHere();
  expect(document.querySelector<HTMLElement>("[data-here]")!.hidden).toBe(true);
});
