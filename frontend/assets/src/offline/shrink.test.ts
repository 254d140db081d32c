import { expect, it } from "vitest";

import { exifOf, shrink, withExif } from "./shrink";

/** A JPEG of nothing, with an EXIF segment whose only entry says "lies on its side" (6), in either byte order. */
function sideways(little: boolean): Uint8Array {
  const exif = new Uint8Array(36);
  const view = new DataView(exif.buffer);
  exif.set([0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0]);
  view.setUint16(10, little ? 0x4949 : 0x4d4d);
  view.setUint16(12, 42, little);
  view.setUint32(14, 8, little);
  view.setUint16(18, 1, little);
  view.setUint16(20, 0x0112, little);
  view.setUint16(22, 3, little);
  view.setUint32(24, 1, little);
  view.setUint16(28, 6, little);
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, ...exif, 0xff, 0xda, 0, 2, 9, 9]);
}

it.each([true, false])("carries what the camera wrote over, upright (little endian: %s)", (little) => {
  const exif = exifOf(sideways(little))!;
  expect(new DataView(exif.buffer).getUint16(28, little)).toBe(1);
  const whole = withExif(Uint8Array.from([0xff, 0xd8, 0xff, 0xda, 7]), exif);
  expect([...whole.subarray(0, 4)]).toEqual([0xff, 0xd8, 0xff, 0xe1]);
  expect([...whole.subarray(-3)]).toEqual([0xff, 0xda, 7]);
  expect(exifOf(whole)).toEqual(exif);
});

it("takes what has none, or is broken, as it is", () => {
  expect(exifOf(Uint8Array.from([0xff, 0xd8, 0xff, 0xda]))).toBeNull();
  expect(exifOf(Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff, 1]))).toBeNull();
  expect([...withExif(Uint8Array.from([1, 2]), null)]).toEqual([1, 2]);
});

it("leaves small pictures and other files alone", async () => {
  for (const file of [new File(["x"], "a.jpg", { type: "image/jpeg" }), new File(["x".repeat(600_000)], "a.png", { type: "image/png" })]) {
    expect(await shrink(file)).toBe(file);
  }
});
