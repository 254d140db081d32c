import { expect, test } from "vitest";

import { draw, say } from "./timer";

test("below an hour only minutes are said", () => {
  expect(say(59, "{h} h {m} min", "{m} min")).toBe("0 min");
  expect(say(3599, "{h} h {m} min", "{m} min")).toBe("59 min");
  expect(say(3720, "{h} 小时 {m} 分", "{m} 分")).toBe("1 小时 2 分");
});

test("a clock carries on from what the server counted, whatever the phone's clock says", () => {
  const clock = document.createElement("span");
  Object.assign(clock.dataset, { timer: "3600", sayLong: "{h} h {m} min", sayShort: "{m} min" });
  const wrong = new Date("1999-01-01").getTime();
  draw(clock, wrong);
  expect(clock.textContent).toBe("1 h 0 min");
  draw(clock, wrong + 125_000);
  expect(clock.textContent).toBe("1 h 2 min");
});
