import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { announce, type Known, Live, showState, topicsIn, waitBefore } from "./live";

class FakeSocket {
  static opened: FakeSocket[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: MessageEvent<string>) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  closed = false;
  constructor(readonly url: string) {
    FakeSocket.opened.push(this);
  }
  close(): void {
    this.closed = true;
  }
  say(data: string): void {
    this.onmessage?.({ data } as MessageEvent<string>);
  }
  drop(code = 1006): void {
    this.onclose?.({ code } as CloseEvent);
  }
}

const makeLive = (known: Known | null = null) =>
  new Live("/live/", (url) => new FakeSocket(url) as unknown as WebSocket, known);
const heard = (name: string) => {
  const seen: unknown[] = [];
  document.addEventListener(`live:${name}`, (event) => seen.push((event as CustomEvent).detail));
  return seen;
};
const latest = () => FakeSocket.opened.at(-1)!;

beforeEach(() => {
  FakeSocket.opened = [];
  document.body.innerHTML = "";
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

test("topics are collected from the whole page, each once", () => {
  document.body.innerHTML = `<p data-live-topics="inbox board:350425100"></p><p data-live-topics="inbox"></p>`;
  expect(topicsIn(document)).toEqual(["board:350425100", "inbox"]);
});

test("a topic with a scope is announced under both names, a plain one once", () => {
  const scoped = heard("board:350425100");
  const kind = heard("board");
  const inbox = heard("inbox");
  announce("board:350425100", {});
  announce("inbox", {});
  expect([scoped.length, kind.length, inbox.length]).toEqual([1, 1, 1]);
});

test("the wait doubles, has a ceiling and is spread", () => {
  expect([0, 1, 2, 10].map((attempt) => waitBefore(attempt, () => 1))).toEqual([1000, 2000, 4000, 30_000]);
  expect(waitBefore(10, () => 0)).toBe(15_000);
});

describe("a connection", () => {
  test("asks for its topics and refreshes them when open", () => {
    const seen = heard("orders");
    makeLive().listen(["inbox", "orders"]);
    expect(new URL(latest().url).protocol).toBe("ws:");
    expect(new URL(latest().url).searchParams.get("topics")).toBe("inbox,orders");
    latest().onopen?.();
    expect(seen).toEqual([{ refresh: true, topic: "orders" }]);
  });

  test("that broke comes back, says up to where it had heard, and refreshes again", () => {
    const seen = heard("tasks");
    const live = makeLive();
    live.listen(["tasks"]);
    latest().onopen?.();
    latest().say(JSON.stringify({ topic: "tasks", sequence: 41, event: "services.order.claimed" }));
    latest().drop();
    expect(FakeSocket.opened).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    expect(FakeSocket.opened).toHaveLength(2);
    expect(new URL(latest().url).searchParams.get("after")).toBe("41");
    latest().onopen?.();
    expect(seen).toHaveLength(3);
  });

  test("of a page that says what it knows refreshes nothing at first, and everything when it was cut off", () => {
    const seen = heard("rows");
    const live = makeLive({ after: "40", unread: "2" });
    live.listen(["rows"]);
    expect(new URL(latest().url).searchParams.get("after")).toBe("40");
    expect(new URL(latest().url).searchParams.get("unread")).toBe("2");
    latest().onopen?.();
    latest().say(JSON.stringify({ topic: "", sequence: 52, event: "connected", behind: false }));
    expect(seen).toHaveLength(0);
    latest().drop();
    vi.advanceTimersByTime(1000);
    expect(new URL(latest().url).searchParams.get("after")).toBe("52");
    latest().onopen?.();
    expect(seen).toEqual([{ refresh: true, topic: "rows" }]);
  });

  test("of a page that is far behind refreshes everything", () => {
    const seen = heard("lines");
    const live = makeLive({ after: "40", unread: "0" });
    live.listen(["lines"]);
    latest().onopen?.();
    latest().say(JSON.stringify({ topic: "", sequence: 4000, event: "connected", behind: true }));
    expect(seen).toEqual([{ refresh: true, topic: "lines" }]);
  });

  test("that the server refuses for good is not tried again", () => {
    makeLive().listen(["board"]);
    latest().drop(4403);
    vi.advanceTimersByTime(120_000);
    expect(FakeSocket.opened).toHaveLength(1);
  });

  test("is replaced when the topics change, kept when they do not", () => {
    const live = makeLive();
    live.listen(["a"]);
    live.listen(["a"]);
    expect(FakeSocket.opened).toHaveLength(1);
    live.listen(["a", "b"]);
    expect(FakeSocket.opened[0]!.closed).toBe(true);
    expect(FakeSocket.opened).toHaveLength(2);
    live.listen([]);
    expect(FakeSocket.opened).toHaveLength(2);
  });

  test("is tried at once when somebody looks at the page again", () => {
    const live = makeLive();
    live.listen(["a"]);
    latest().drop();
    live.wake();
    expect(FakeSocket.opened).toHaveLength(2);
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.opened).toHaveLength(2);
  });

  test("survives a message that is not for it", () => {
    const seen = heard("odd");
    makeLive().listen(["odd"]);
    latest().say("not json");
    latest().say("{}");
    expect(seen).toHaveLength(0);
  });
});

test("the chip says live, connecting, and when it was cut off; the time does not move on later failures", () => {
  document.body.innerHTML =
    `<span data-live-chip hidden data-say-live="Live" data-say-connecting="Connecting" data-say-off="Cut off, as of {time}"></span>`;
  const chip = document.querySelector<HTMLElement>("[data-live-chip]")!;
  showState("connecting");
  expect([chip.textContent, chip.hidden, chip.className]).toEqual(["Connecting", false, "is-slow"]);
  showState("off", new Date(2026, 10, 22, 14, 5));
  showState("off", new Date(2026, 10, 22, 14, 9));
  expect([chip.textContent, chip.className]).toEqual(["Cut off, as of 14:05", "is-off"]);
  showState("live");
  expect([chip.textContent, chip.className]).toEqual(["Live", ""]);
});
