import { beforeEach, expect, test, vi } from "vitest";

import { inside, installPushEvents, read } from "./offline/push_events";
import { bytesOf, fill, installPush, show } from "./push";

beforeEach(() => {
  document.body.innerHTML = `
    <section data-push="BAAB">
      <form data-push-form hidden><input name="endpoint"><input name="p256dh"><input name="auth"><button data-push-ask type="button"></button></form>
      <p data-push-says="on" hidden></p><p data-push-says="denied" hidden></p><p data-push-says="cannot"></p>
    </section>`;
});

test("a key of base64url becomes its bytes", () => {
  expect([...bytesOf("BAAB_-8")]).toEqual([4, 0, 1, 255, 239]);
});

test("only what fits the state is shown", () => {
  const part = document.querySelector<HTMLElement>("[data-push]")!;
  const shown = (): string[] =>
    [...part.querySelectorAll<HTMLElement>("[data-push-says]")].filter((line) => !line.hidden).map((line) => line.dataset["pushSays"]!);
  show(part, "off");
  expect(shown()).toEqual([]);
  expect(part.querySelector("form")!.hidden).toBe(false);
  show(part, "denied");
  expect(shown()).toEqual(["denied"]);
  expect(part.querySelector("form")!.hidden).toBe(true);
});

test("the form carries how the browser describes itself, or is not sent", () => {
  const form = document.querySelector("form")!;
  expect(fill(form, { endpoint: "https://push.example/x", keys: { p256dh: "a", auth: "b" } })).toBe(true);
  expect(new FormData(form).get("p256dh")).toBe("a");
  expect(fill(form, { endpoint: "https://push.example/x", keys: {} })).toBe(false);
});

test("a browser that cannot says so", () => {
  installPush();
  expect(document.querySelector<HTMLElement>("[data-push-says=cannot]")!.hidden).toBe(false);
});

test("whatever was pushed, something is shown, and it leads into this house only", () => {
  expect(read('{"title":"林奶奶：有人来帮忙了","body":"明天","href":"/inbox/","tag":"x","urgent":true}')).toEqual({
    title: "林奶奶：有人来帮忙了", body: "明天", href: "/inbox/", tag: "x", urgent: true,
  });
  for (const broken of [undefined, "", "null", "[]", "{", '{"title":7}']) expect(read(broken).title).toContain("TimeBank");
  for (const outside of ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", ""]) {
    expect(inside(outside)).toBe("/inbox/");
  }
});

test("the worker shows a message and opens its page", async () => {
  const heard: Record<string, (event: unknown) => void> = {};
  const shown = vi.fn(async () => undefined);
  const opened = vi.fn(async () => null);
  installPushEvents({
    addEventListener: (name: string, listener: (event: unknown) => void) => { heard[name] = listener; },
    registration: { showNotification: shown },
    clients: { matchAll: async () => [], openWindow: opened },
  } as unknown as ServiceWorkerGlobalScope);
  const waits: Promise<unknown>[] = [];
  const waitUntil = (work: Promise<unknown>): void => void waits.push(work);
  heard["push"]!({ data: { text: () => '{"title":"t","href":"/inbox/","tag":"o","urgent":true}' }, waitUntil });
  expect(shown).toHaveBeenCalledWith("t", expect.objectContaining({ tag: "o", requireInteraction: true, data: { href: "/inbox/" } }));
  heard["notificationclick"]!({ notification: { close: () => undefined, data: { href: "/inbox/" } }, waitUntil });
  await Promise.all(waits);
  expect(opened).toHaveBeenCalledWith("/inbox/");
});
