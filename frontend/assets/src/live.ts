/**
 * Live updates: one socket for all topics on the page.
 *
 * The page names topics (`data-live-topics="inbox board:350425100"`); a message for one dispatches
 * `live:<topic>` on <body>, and `live:<kind>` for topics with a scope, so a template only writes
 * `hx-trigger="live:board from:body delay:600ms"`. The message carries public facts at most; what is
 * shown is always fetched again. A page says up to which event it knows everything, so the first connection tells only
 * what came since; after every later one all topics are refreshed once, without anybody counting.
 */

export interface LiveMessage {
  topic: string;
  sequence?: number;
  event?: string;
  behind?: boolean; // more was missed than a socket tells one by one
}

/** What the page knew when it was made: the sequence of an event, and how many notices were unread. */
export interface Known {
  after: string;
  unread: string;
}

export type LiveState = "live" | "connecting" | "off";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;
const CLOSED_FOR_GOOD = 4400; // 4400–4499: the server will not have us, asking again does not help

/** All topics named anywhere in the page, sorted, once each. */
export function topicsIn(root: ParentNode): string[] {
  const topics = new Set<string>();
  root.querySelectorAll<HTMLElement>("[data-live-topics]").forEach((element) => {
    for (const topic of (element.dataset["liveTopics"] ?? "").split(/\s+/)) if (topic) topics.add(topic);
  });
  return [...topics].sort();
}

/** How long to wait before try number `attempt` (from 0): doubling, capped, spread so a village does not knock at once. */
export function waitBefore(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return Math.round(full / 2 + (full / 2) * random());
}

/** Announce a topic on <body>: `live:board:350425100` and, for those who do not care where, `live:board`. */
export function announce(topic: string, detail: object): void {
  const kind = topic.split(":", 1)[0] ?? topic;
  for (const name of new Set([topic, kind])) {
    document.body.dispatchEvent(new CustomEvent(`live:${name}`, { bubbles: true, detail: { ...detail, topic } }));
  }
}

export class Live {
  private socket: WebSocket | null = null;
  private attempt = 0;
  private timer = 0;
  private sequence = 0;
  private topics: string[] = [];

  constructor(
    private readonly path: string,
    private readonly open: (url: string) => WebSocket = (url) => new WebSocket(url),
    private known: Known | null = null,
  ) {}

  /** Listen to these topics; reconnects when they changed, closes when there are none. */
  listen(topics: string[]): void {
    if (topics.join() === this.topics.join() && this.socket) return;
    this.topics = topics;
    this.attempt = 0;
    this.stop();
    if (topics.length) this.connect();
  }

  /** Try now instead of waiting: the network is back, or somebody looks at the page again. */
  wake(): void {
    if (this.socket || !this.topics.length) return;
    this.attempt = 0;
    window.clearTimeout(this.timer);
    this.connect();
  }

  /** Let go of the socket on purpose. */
  stop(): void {
    window.clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = null;
    socket?.close(1000);
  }

  private url(): string {
    const url = new URL(this.path, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    url.searchParams.set("topics", this.topics.join(","));
    if (this.known) {
      url.searchParams.set("after", this.known.after);
      url.searchParams.set("unread", this.known.unread);
    } else if (this.sequence) url.searchParams.set("after", String(this.sequence));
    return url.href;
  }

  private connect(): void {
    showState("connecting");
    const socket = this.open(this.url());
    this.socket = socket;
    socket.onopen = () => {
      this.attempt = 0;
      showState("live");
      if (!this.known) this.refresh();
      this.known = null;
    };
    socket.onmessage = (message: MessageEvent<string>) => this.receive(message.data);
    socket.onclose = (event: CloseEvent) => {
      if (this.socket !== socket) return;
      this.socket = null;
      showState("off");
      if (event.code >= CLOSED_FOR_GOOD && event.code < CLOSED_FOR_GOOD + 100) return;
      this.timer = window.setTimeout(() => this.connect(), waitBefore(this.attempt));
      this.attempt += 1;
    };
  }

  private refresh(): void {
    for (const topic of this.topics) announce(topic, { refresh: true });
  }

  private receive(data: string): void {
    let message: LiveMessage;
    try {
      message = JSON.parse(data) as LiveMessage;
    } catch {
      return;
    }
    this.sequence = Math.max(this.sequence, message.sequence ?? 0);
    if (message.behind) this.refresh();
    if (!message.topic) return;
    announce(message.topic, message);
  }
}

/** Tell the live chips how things stand. Their words come from the template, in the reader's language. */
export function showState(state: LiveState, now: Date = new Date()): void {
  const time = `${now.getHours()}:${String(now.getMinutes()).padStart(2, "0")}`;
  document.querySelectorAll<HTMLElement>("[data-live-chip]").forEach((chip) => {
    if (state === "off" && chip.classList.contains("is-off")) return;
    chip.classList.toggle("is-slow", state === "connecting");
    chip.classList.toggle("is-off", state === "off");
    const words = { live: "sayLive", connecting: "sayConnecting", off: "sayOff" }[state];
    chip.textContent = (chip.dataset[words] ?? "").replace("{time}", time);
    chip.hidden = false;
  });
}

export function installLive(): void {
  const path = document.body.dataset["live"];
  if (!path) return;
  const { liveAfter: after, liveUnread: unread } = document.body.dataset;
  const live = new Live(path, undefined, after && unread ? { after, unread } : null);
  const listen = () => live.listen(topicsIn(document));
  listen();
  document.addEventListener("htmx:afterSettle", listen);
  window.addEventListener("online", () => live.wake());
  window.addEventListener("pageshow", (event) => event.persisted && listen());
  window.addEventListener("pagehide", () => live.stop());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && live.wake());
}
