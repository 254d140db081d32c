/** Carries what waits to the server, in order, once at a time. Runs in the page and in the worker. */

import { patience } from "./patience";
import { drop, formOf, letterOf, noteAttempt, refuse, waiting } from "./queue";
import { type Item } from "./store";

const LOCK = "timebank-sending";
const PATIENCE_MS = 90_000; // photos over a village's signal

export interface Pulse {
  owner: string | null;
  csrf: string;
  now: string;
  language: string;
}

export type Outcome =
  | { kind: "done"; href: string; words: string[] }
  | { kind: "refused"; sentence: string; page?: string; status: number }
  | { kind: "held" } // it waits, the rest goes on: what it builds on is on another phone, or these were too many
  | { kind: "later" } // no signal, or the server cannot just now
  | { kind: "signed-out" };

interface Answer {
  state: "done" | "refused";
  code?: string;
  sentence?: string;
  href?: string;
  words?: string[];
  page?: string;
}

/** Who is signed in, by the server's word; null when there is no signal. */
export async function pulse(): Promise<Pulse | null> {
  try {
    const answer = await fetch("/offline/pulse/", { cache: "no-store", signal: patience(15_000) });
    return answer.ok ? ((await answer.json()) as Pulse) : null;
  } catch {
    return null;
  }
}

/** Send one and write down what came of it. `wantsPage`: somebody sits before the form. */
export async function send(item: Item, beat: Pulse, wantsPage = false): Promise<Outcome> {
  if (beat.owner !== item.owner) return { kind: "signed-out" };
  const outcome = await carry(item, beat, wantsPage);
  if (outcome.kind === "done") await drop(item.key);
  else if (outcome.kind === "refused") await refuse(item, outcome.sentence, new Date());
  else await noteAttempt(item, new Date());
  return outcome;
}

async function carry(item: Item, beat: Pulse, wantsPage: boolean): Promise<Outcome> {
  const headers: Record<string, string> = {
    "Idempotency-Key": item.key,
    "X-Owner": item.owner,
    "X-Occurred-At": item.occurredAt,
    "X-Device-Now": new Date().toISOString(),
    "X-CSRFToken": beat.csrf,
  };
  if (wantsPage) headers["X-Want-Page"] = "1";
  try {
    const { url } = await letterOf(item);
    const body = await formOf(item);
    const signal = patience(PATIENCE_MS);
    const answer = await fetch(url, { method: "POST", body, headers, redirect: "manual", signal });
    return await read(answer);
  } catch {
    return { kind: "later" };
  }
}

async function read(answer: Response): Promise<Outcome> {
  const spoken = answer.headers.get("content-type")?.startsWith("application/json") ?? false;
  if (!spoken) {
    // A redirect leads to the door, a 403 is a token that was renewed meanwhile, the rest is trouble of the house.
    return { kind: answer.type === "opaqueredirect" ? "signed-out" : "later" };
  }
  const said = (await answer.json()) as Answer;
  if (said.state === "done") return { kind: "done", href: said.href ?? "", words: said.words ?? [] };
  if (said.code === "signed_out" || said.code === "somebody_elses") return { kind: "signed-out" };
  if (said.code === "waits_for_another") return { kind: "held" };
  if (answer.status === 429) return { kind: "held" }; // too many of these; the rest goes on
  if (answer.status >= 500) return { kind: "later" };
  const refused = { kind: "refused" as const, sentence: said.sentence ?? "", status: answer.status };
  return said.page === undefined ? refused : { ...refused, page: said.page };
}

export interface Round {
  arrived: { item: Item; words: string[] }[];
  refused: number;
  stopped: "" | "no-signal" | "signed-out";
}

/** Send all that waits. What is about the same as something that did not get through waits behind it. */
export async function sendAll(): Promise<Round | null> {
  return alone(async () => {
    const round: Round = { arrived: [], refused: 0, stopped: "" };
    const beat = await pulse();
    if (!beat) return { ...round, stopped: "no-signal" };
    if (!beat.owner) return { ...round, stopped: "signed-out" };
    const held = new Set<string>();
    for (const item of await waiting(beat.owner)) {
      if (item.state === "refused" || (item.attendedUntil ?? 0) > Date.now()) held.add(item.subject);
      if (held.has(item.subject)) continue;
      const outcome = await send(item, beat);
      if (outcome.kind === "done") {
        round.arrived.push({ item, words: outcome.words });
        continue;
      }
      held.add(item.subject);
      if (outcome.kind === "refused") round.refused += 1;
      else if (outcome.kind === "held") continue;
      else if (outcome.kind === "signed-out") return { ...round, stopped: "signed-out" };
      else return { ...round, stopped: "no-signal" };
    }
    return round;
  });
}

/** Only one sender on this device at a time; null when another is at it. */
export async function alone<T>(work: () => Promise<T>, wait = false): Promise<T | null> {
  if (!navigator.locks) return work(); // an old phone: the keys keep it to one effect all the same
  return navigator.locks.request(LOCK, { ifAvailable: !wait }, async (lock) => (lock ? work() : null));
}
