/** The database on the device: whose it is and their key, what waits to be sent, pages to read, drafts. */

import { type DBSchema, type IDBPDatabase, openDB } from "idb";

import { newKey, type Sealed } from "./seal";

export type State = "waiting" | "refused";

/** Something that was written down. What it says is sealed; what the queue needs to work is not. */
export interface Item {
  key: string; // the Idempotency-Key
  owner: string;
  sequence: number; // the order in which it was done on this device
  subject: string; // what it is about: things about one subject are sent one after another
  kind: string;
  occurredAt: string; // the device's clock
  state: State;
  attempts: number;
  attendedUntil?: number; // somebody sits before the form and waits for the answer: only they send it till then
  triedAt: string;
  bytes: number;
  letter: Sealed; // a Letter
  files: { name: string; filename: string; type: string; content: Sealed }[];
  answer?: Sealed; // why it was refused
}

/** What of an item is nobody else's business. */
export interface Letter {
  url: string; // where it is sent
  page: string; // where it was written
  title: string;
  fields: [string, string][];
}

/** A page as the server drew it, to be read without signal. */
export interface Kept {
  path: string;
  owner: string;
  source: string; // the page that asked to keep it
  madeAt: string;
  html: Sealed;
}

export interface Draft {
  path: string; // and kind
  owner: string;
  writtenAt: string;
  fields: Sealed;
  files: Item["files"];
}

interface House extends DBSchema {
  keys: { key: string; value: { owner: string; key: CryptoKey } };
  queue: { key: string; value: Item; indexes: { sequence: number } };
  pages: { key: string; value: Kept };
  drafts: { key: string; value: Draft };
}

export type House_ = IDBPDatabase<House>;

let opened: Promise<House_> | undefined;

export function house(): Promise<House_> {
  opened ??= openDB<House>("timebank", 1, {
    upgrade(database) {
      database.createObjectStore("keys", { keyPath: "owner" });
      database.createObjectStore("queue", { keyPath: "key" }).createIndex("sequence", "sequence", { unique: true });
      database.createObjectStore("pages", { keyPath: "path" });
      database.createObjectStore("drafts", { keyPath: "path" });
    },
    terminated: () => { opened = undefined; },
    blocking: (_now, _next, event) => {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
  });
  return opened;
}

/** Close the database; the next call opens it anew. For tests and before it is deleted. */
export async function closeHouse(): Promise<void> {
  if (opened) (await opened).close();
  opened = undefined;
}

/** The key of this person on this device, made when there is none. */
export async function keyOf(owner: string): Promise<CryptoKey> {
  const database = await house();
  const kept = await database.get("keys", owner);
  if (kept) return kept.key;
  const key = await newKey();
  const work = database.transaction("keys", "readwrite");
  const meanwhile = await work.store.get(owner); // another tab was faster
  if (!meanwhile) await work.store.put({ owner, key });
  await work.done;
  return meanwhile?.key ?? key;
}

/** Pages and drafts of everybody but `owner` ("" for all): another person holds the phone now. */
export async function forgetOthers(owner: string): Promise<void> {
  const database = await house();
  for (const store of ["pages", "drafts"] as const) {
    const work = database.transaction(store, "readwrite");
    for await (const cursor of work.store) {
      if (cursor.value.owner !== owner) await cursor.delete();
    }
    await work.done;
  }
}

/** Everything of this person, with the key: nothing of it can be read again. */
export async function forgetPerson(owner: string): Promise<void> {
  const database = await house();
  const work = database.transaction(["keys", "queue", "pages", "drafts"], "readwrite");
  await work.objectStore("keys").delete(owner);
  for (const store of ["queue", "pages", "drafts"] as const) {
    for await (const cursor of work.objectStore(store)) {
      if (cursor.value.owner === owner) await cursor.delete();
    }
  }
  await work.done;
}
