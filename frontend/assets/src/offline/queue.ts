/** What waits to be sent: put in, looked at, taken out. Nothing here speaks to the server. */

import { openBytes, seal, sealBytes, unseal } from "./seal";
import { shrink } from "./shrink";
import { house, type Item, keyOf, type Letter } from "./store";

const FILE = "file";

/** The phone has no room left: nothing was kept, and nobody may think so. */
export class NoRoom extends Error {}

export interface Written {
  owner: string;
  kind: string;
  subject: string;
  title: string;
  url: string;
  page: string;
  at: Date;
  entries: Iterable<[string, FormDataEntryValue]>;
}

/** Keep what was written and return it; when this returns, it survives the phone going off. Throws NoRoom. */
export async function keep(written: Written, attendedMs = 0): Promise<Item> {
  const key = await keyOf(written.owner);
  const id = crypto.randomUUID();
  const fields: [string, string][] = [];
  const files: Item["files"] = [];
  let bytes = 0;
  for (const [name, value] of written.entries) {
    if (typeof value === "string") {
      if (name !== "csrfmiddlewaretoken") fields.push([name, value]);
    } else if (value.size) {
      const small = await shrink(value);
      const content = await sealBytes(key, place(id, `${FILE}${files.length}`), await small.arrayBuffer());
      files.push({ name, filename: small.name, type: small.type, content });
      bytes += small.size;
    }
  }
  const { url, page, title } = written;
  const letter = await seal(key, place(id, "letter"), { url, page, title, fields } satisfies Letter);
  const item: Item = {
    key: id,
    owner: written.owner,
    sequence: 0,
    subject: written.subject,
    kind: written.kind,
    occurredAt: written.at.toISOString(),
    state: "waiting",
    attempts: 0,
    attendedUntil: attendedMs ? Date.now() + attendedMs : 0,
    triedAt: "",
    bytes: bytes + letter.data.byteLength,
    letter,
    files,
  };
  try {
    await putLast(item);
  } catch (error) {
    if (error instanceof DOMException && error.name === "QuotaExceededError") throw new NoRoom();
    throw error;
  }
  return item;
}

async function putLast(item: Item): Promise<void> {
  const work = (await house()).transaction("queue", "readwrite", { durability: "strict" });
  const last = await work.store.index("sequence").openCursor(null, "prev");
  item.sequence = (last?.value.sequence ?? 0) + 1;
  await work.store.add(item);
  await work.done;
}

/** Everything that this person wrote, in the order in which it was done. */
export async function waiting(owner: string): Promise<Item[]> {
  const items = await (await house()).getAllFromIndex("queue", "sequence");
  return items.filter((item) => item.owner === owner);
}

/** How much others left on this phone: it is sent when they sign in. */
export async function ofOthers(owner: string): Promise<number> {
  return (await (await house()).getAll("queue")).filter((item) => item.owner !== owner).length;
}

export async function letterOf(item: Item): Promise<Letter> {
  return unseal<Letter>(await keyOf(item.owner), place(item.key, "letter"), item.letter);
}

export async function answerOf(item: Item): Promise<string> {
  if (!item.answer) return "";
  return unseal<string>(await keyOf(item.owner), place(item.key, "answer"), item.answer);
}

/** The form as it was, ready to be sent. */
export async function formOf(item: Item): Promise<FormData> {
  const key = await keyOf(item.owner);
  const form = new FormData();
  for (const [name, value] of (await letterOf(item)).fields) form.append(name, value);
  for (const [number, file] of item.files.entries()) {
    const content = await openBytes(key, place(item.key, `${FILE}${number}`), file.content);
    form.append(file.name, new File([content], file.filename, { type: file.type }));
  }
  return form;
}

/** It was tried and did not get through. */
export async function noteAttempt(item: Item, at: Date): Promise<void> {
  await change(item.key, (kept) => ({ ...kept, attempts: kept.attempts + 1, triedAt: at.toISOString() }));
}

/** The server said no, for this reason. It stays until the person decides. */
export async function refuse(item: Item, sentence: string, at: Date): Promise<void> {
  const answer = await seal(await keyOf(item.owner), place(item.key, "answer"), sentence);
  const tried = { attempts: item.attempts + 1, triedAt: at.toISOString() };
  await change(item.key, (kept) => ({ ...kept, ...tried, state: "refused", answer }));
}

/** Try it once more as it is: what stood against it may be gone. */
export async function waitAgain(key: string): Promise<void> {
  await change(key, ({ answer: _answer, ...kept }) => ({ ...kept, state: "waiting" }));
}

/** Nobody waits for the answer any more: it goes with the rest. */
export async function leaveToQueue(key: string): Promise<void> {
  await change(key, (kept) => ({ ...kept, attendedUntil: 0 }));
}

/** It has arrived, or the person does not want it any more. */
export async function drop(key: string): Promise<void> {
  await (await house()).delete("queue", key);
}

async function change(key: string, to: (kept: Item) => Item): Promise<void> {
  const work = (await house()).transaction("queue", "readwrite", { durability: "strict" });
  const kept = await work.store.get(key);
  if (kept) await work.store.put(to(kept)); // it may have arrived from another tab meanwhile
  await work.done;
}

function place(key: string, part: string): string {
  return `queue/${key}/${part}`;
}
