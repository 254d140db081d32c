import "fake-indexeddb/auto";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { drop, formOf, keep, leaveToQueue, letterOf, ofOthers, waitAgain, waiting } from "./queue";
import { newKey, seal, sealBytes, unseal } from "./seal";
import { sendAll } from "./sender";
import { closeHouse, forgetOthers, forgetPerson, house } from "./store";

const WU = "wu";

function written(title: string, subject = title, owner = WU, extra: [string, FormDataEntryValue][] = []) {
  const entries: [string, FormDataEntryValue][] = [["csrfmiddlewaretoken", "old"], ["mood", "好"], ...extra];
  return { owner, kind: "visit", subject, title, url: `/visits/${subject}/`, page: "/visits/", at: new Date(), entries };
}

/** A server: answers each address with what is said here, and notes what came. */
function server(answers: Record<string, () => Response>, owner: string | null = WU) {
  const came: { url: string; headers: Record<string, string>; body: FormData }[] = [];
  vi.stubGlobal("fetch", async (url: string, options: RequestInit = {}) => {
    if (url === "/offline/pulse/") return json({ owner, csrf: "new", now: "", language: "zh-hans" });
    came.push({ url, headers: options.headers as Record<string, string>, body: options.body as FormData });
    return (answers[url] ?? (() => json({ state: "done", href: "/" })))();
  });
  return came;
}

function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}

beforeEach(async () => {
  await closeHouse();
  const gone = indexedDB.deleteDatabase("timebank");
  await new Promise((done) => { gone.onsuccess = done; });
});

afterEach(() => vi.unstubAllGlobals());

describe("what is kept", () => {
  it("lies sealed: nothing of it can be read in the database", async () => {
    await keep(written("林火旺", "a", WU, [["photo", new File(["JPEG of 林火旺"], "door.jpg", { type: "image/jpeg" })]]));
    const raw = await (await house()).getAll("queue");
    const bytes = [raw[0]!.letter.data, raw[0]!.files[0]!.content.data].map((one) => new TextDecoder().decode(one));
    expect(JSON.stringify(raw) + bytes.join()).not.toMatch(/林火旺|JPEG|好/);
    const form = await formOf(raw[0]!);
    expect(form.get("mood")).toBe("好");
    expect(form.get("csrfmiddlewaretoken")).toBeNull();
    expect(await (form.get("photo") as File).text()).toBe("JPEG of 林火旺");
  });

  it("keeps the order in which it was done, over a restart", async () => {
    for (const title of ["one", "two", "three"]) await keep(written(title));
    await closeHouse();
    const titles = await Promise.all((await waiting(WU)).map(async (item) => (await letterOf(item)).title));
    expect(titles).toEqual(["one", "two", "three"]);
  });

  it("does not open as something else", async () => {
    const key = await newKey();
    const sealed = await seal(key, "queue/1/letter", "x");
    await expect(unseal(key, "queue/2/letter", sealed)).rejects.toThrow();
    await expect(unseal(await newKey(), "queue/1/letter", sealed)).rejects.toThrow();
    await expect(unseal(key, "queue/1/letter", await sealBytes(key, "y", new ArrayBuffer(3)))).rejects.toThrow();
  });

  it("is another person's own, and goes with them", async () => {
    await keep(written("of Wu"));
    await keep(written("of Zhang", "b", "zhang"));
    expect(await waiting(WU)).toHaveLength(1);
    expect(await ofOthers(WU)).toBe(1);
    await forgetOthers(WU); // pages and drafts only: what was written stays until its writer comes back
    expect(await ofOthers(WU)).toBe(1);
    await forgetPerson(WU);
    expect(await waiting(WU)).toHaveLength(0);
    expect(await waiting("zhang")).toHaveLength(1);
  });
});

describe("sending", () => {
  it("sends each once, with its key, both clocks and the token of today", async () => {
    const item = await keep(written("one"));
    const came = server({});
    const round = await sendAll();
    expect(round?.arrived.map((one) => one.item.key)).toEqual([item.key]);
    expect(came[0]!.headers).toMatchObject({ "Idempotency-Key": item.key, "X-Owner": WU, "X-CSRFToken": "new" });
    expect(came[0]!.headers["X-Occurred-At"]).toBe(item.occurredAt);
    expect(await waiting(WU)).toHaveLength(0);
    expect((await sendAll())?.arrived).toEqual([]);
  });

  it("keeps what did not get through, and stops: the next would not either", async () => {
    await keep(written("one"));
    await keep(written("two"));
    const came = server({ "/visits/one/": () => { throw new TypeError("no network"); } });
    expect((await sendAll())?.stopped).toBe("no-signal");
    expect(came).toHaveLength(1);
    const left = await waiting(WU);
    expect(left.map((item) => [item.state, item.attempts])).toEqual([["waiting", 1], ["waiting", 0]]);
  });

  it("keeps a refusal with its words; what is about the same waits behind it, the rest goes on", async () => {
    await keep(written("in", "same"));
    await keep(written("out", "same"));
    await keep(written("else"));
    const came = server({ "/visits/same/": () => json({ state: "refused", code: "x", sentence: "归张金莲看" }, 409) });
    const round = await sendAll();
    expect([round?.arrived.length, round?.refused]).toEqual([1, 1]);
    expect(came.map((one) => one.url)).toEqual(["/visits/same/", "/visits/else/"]);
    await sendAll();
    expect(came).toHaveLength(2); // a refusal is not sent again by itself
    await waitAgain((await waiting(WU))[0]!.key);
    server({});
    expect((await sendAll())?.arrived).toHaveLength(2);
  });

  it.each([
    ["a server in trouble", () => new Response("oops", { status: 503 })],
    ["a stale token", () => new Response("<html>", { status: 403, headers: { "content-type": "text/html" } })],
    ["too many at once", () => json({ state: "refused", code: "x", sentence: "" }, 429)],
  ])("takes %s for no answer", async (_name, answer) => {
    await keep(written("one"));
    server({ "/visits/one/": answer });
    await sendAll();
    expect((await waiting(WU)).map((item) => item.state)).toEqual(["waiting"]);
  });

  it("holds what builds on something that is still on another phone", async () => {
    await keep(written("out", "same"));
    await keep(written("else"));
    server({ "/visits/same/": () => json({ state: "refused", code: "waits_for_another", sentence: "" }, 409) });
    const round = await sendAll();
    expect([round?.arrived.length, round?.stopped]).toEqual([1, ""]);
    expect((await waiting(WU)).map((item) => item.state)).toEqual(["waiting"]);
  });

  it("lets the rest go on when there were too many of one kind", async () => {
    await keep(written("one"));
    await keep(written("else"));
    server({ "/visits/one/": () => json({ state: "refused", code: "x", sentence: "" }, 429) });
    const round = await sendAll();
    expect([round?.arrived.length, round?.stopped]).toEqual([1, ""]);
    expect((await waiting(WU)).map((item) => item.state)).toEqual(["waiting"]);
  });

  it("leaves to the person what they are waiting for, and takes it up when they no longer do", async () => {
    const item = await keep(written("one"), 60_000);
    server({});
    expect((await sendAll())?.arrived).toEqual([]);
    await leaveToQueue(item.key);
    expect((await sendAll())?.arrived).toHaveLength(1);
  });

  it("sends nothing of one person while another is signed in, or nobody", async () => {
    await keep(written("one"));
    for (const owner of ["zhang", null]) {
      const came = server({}, owner);
      await sendAll();
      expect(came).toHaveLength(0);
    }
    expect(await waiting(WU)).toHaveLength(1);
  });

  it("does not bring back what the person threw away meanwhile", async () => {
    const item = await keep(written("one"));
    server({ "/visits/one/": () => { void drop(item.key); throw new TypeError("no network"); } });
    await sendAll();
    expect(await waiting(WU)).toHaveLength(0);
  });
});
