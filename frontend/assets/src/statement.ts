/**
 * Check a holder's signed statement in the browser itself, so that the file never leaves the device.
 *
 * The same steps as timebank/ledger/proof.py: signature, every transfer's digest, every line's hash and balance,
 * and the proof that the lines lie under a published seal. SHA-256 and Ed25519 come from WebCrypto.
 */

export interface Key {
  key: string;
  public: string;
  since: string;
  handed_over: string;
  follows_lost?: boolean;
}

export interface Finding {
  code: string;
  line: number;
}

export interface Line {
  number: number;
  day: string;
  what: string;
  amount: number;
  balance: number;
}

export interface Verdict {
  findings: Finding[];
  holder: string;
  madeAt: string;
  lines: Line[];
  firstLine: number;
  lastLine: number;
  balance: number;
  sealedLine: number;
  checkpoint: number;
  checkpointDay: string;
  code: string; // of the seal: 64 hexadecimal digits, as on the notice board
}

interface Transfer {
  [field: string]: unknown;
  source: string;
  target: string;
  amount: number;
  kind: string;
  memo: string;
  happened_at: string;
}

interface Row {
  sequence: number;
  amount: number;
  balance: number;
  hash: string;
  transfer: Transfer;
}

interface Standing {
  sequence: number;
  balance: number;
  hash: string;
  amount?: number; // these three where it is a line: so that its hash can be reckoned
  digest?: string;
  before?: string;
}

interface Body {
  account: Record<"id" | "unit" | "kind" | "person" | "organisation" | "region", string>;
  holder: string;
  made_at: string;
  opening: Standing;
  closing: Standing;
  lines: Row[];
  sealed: {
    line: number;
    checkpoint: { body: string; key: string; signature: string };
    proof: { index: number; size: number; path: string[] };
  } | null;
}

const TRANSFER = [
  "id", "key", "kind", "source", "target", "amount", "reference_kind", "reference_id", "memo", "rule", "happened_at",
  "posted_at", "by", "reverses",
];
const NONE: Omit<Verdict, "findings"> = {
  holder: "", madeAt: "", lines: [], firstLine: 0, lastLine: 0, balance: 0, sealedLine: 0, checkpoint: 0,
  checkpointDay: "", code: "",
};

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const toHex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  if (!/^([0-9a-f]{2})*$/.test(text)) throw new TypeError("not hexadecimal");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

const hashOf = (...fields: unknown[]): Promise<Uint8Array<ArrayBuffer>> => sha256(bytesOf(fields.map(String).join("\n")));

/** Whether this browser can do it at all: Ed25519 is young, and WebCrypto wants a safe connection. */
export async function canVerify(): Promise<boolean> {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), { name: "Ed25519" }, false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}

async function verifies(key: Uint8Array<ArrayBuffer>, message: Uint8Array<ArrayBuffer>, signature: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    const known = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
    return await crypto.subtle.verify({ name: "Ed25519" }, known, signature, message);
  } catch {
    return false;
  }
}

/** The keys by name, each handed over by the one before unless that was lost; none when the chain is broken. */
export async function trusted(keys: Key[]): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const known = new Map<string, Uint8Array<ArrayBuffer>>();
  let before: Uint8Array<ArrayBuffer> | null = null;
  for (const one of keys) {
    const key: Uint8Array<ArrayBuffer> = fromBase64(one.public);
    const named = toHex(await sha256(key)).slice(0, 16) === one.key;
    const message = joined(bytesOf(`timebank key 1\n${one.since}\n`), key);
    const first = before === null || one.follows_lost === true;
    if (!named || !(first || (await verifies(before!, message, fromBase64(one.handed_over))))) return new Map();
    known.set(one.key, key);
    before = key;
  }
  return known;
}

/** Whether the key was the one in use at that moment: a key that was handed on signs no more. */
function inUse(keys: Key[], name: string, at: string): boolean {
  const next = keys[keys.findIndex((key) => key.key === name) + 1];
  return next === undefined || Date.parse(at) <= Date.parse(next.since);
}

/** The verdict. Never throws for a bad file: a file that is no statement gets the finding `not_a_statement`. */
export async function verify(text: string, keys: Key[]): Promise<Verdict> {
  try {
    const known = await trusted(keys);
    const document = JSON.parse(text);
    if (document.format !== "timebank-statement/1" || typeof document.body !== "string") throw new TypeError();
    const body: Body = JSON.parse(document.body);
    const key = known.get(document.key);
    const message = bytesOf(`timebank statement 1\n${document.body}`);
    const signed =
      key !== undefined &&
      inUse(keys, document.key, body.made_at) &&
      (await verifies(key, message, fromBase64(document.signature)));
    return await judge(body, signed ? [] : [{ code: "bad_signature", line: 0 }], known, keys);
  } catch {
    return { ...NONE, findings: [{ code: "not_a_statement", line: 0 }] };
  }
}

async function judge(
  body: Body, findings: Finding[], known: Map<string, Uint8Array<ArrayBuffer>>, keys: Key[],
): Promise<Verdict> {
  const { account, opening, closing, lines } = body;
  const hashes = new Map([[opening.sequence, fromHex(opening.hash)]]);
  const first =
    opening.sequence === 0
      ? hashOf(
          "timebank account 1", account.id, account.unit, account.kind, account.person, account.organisation,
          account.region,
        )
      : hashOf(
          "timebank entry 1", account.id, opening.sequence, opening.amount, opening.balance, opening.digest,
          opening.before,
        );
  if ((opening.sequence === 0 && opening.balance !== 0) || opening.hash !== toHex(await first)) {
    findings.push({ code: "bad_opening", line: 0 });
  }
  await followChain(body, hashes, findings);
  const last = opening.sequence + lines.length;
  const end = lines.at(-1) ?? opening;
  const closed = closing.sequence === last && closing.balance === end.balance;
  if (!closed || closing.hash !== toHex(hashes.get(last) ?? new Uint8Array())) {
    findings.push({ code: "bad_closing", line: 0 });
  }
  const seal = body.sealed;
  if (seal) await checkSeal(seal, hashes, findings, known, keys);
  const said = seal ? JSON.parse(seal.checkpoint.body) : null;
  return {
    findings,
    holder: String(body.holder),
    madeAt: String(body.made_at),
    lines: lines.map(told),
    firstLine: opening.sequence + 1,
    lastLine: last,
    balance: closing.balance,
    sealedLine: seal ? seal.line : 0,
    checkpoint: said ? Number(said.number) : 0,
    checkpointDay: said ? String(said.day) : "",
    code: seal ? toHex(await sha256(bytesOf(`timebank checkpoint 1\n${seal.checkpoint.body}`))) : "",
  };
}

async function followChain(body: Body, hashes: Map<number, Uint8Array<ArrayBuffer>>, findings: Finding[]): Promise<void> {
  let { sequence, balance } = body.opening;
  for (const line of body.lines) {
    const before = hashes.get(sequence) ?? new Uint8Array();
    const transfer = line.transfer;
    sequence += 1;
    balance += line.amount;
    const side = transfer.source === body.account.id ? -transfer.amount : transfer.amount;
    const ours = transfer.source === body.account.id || transfer.target === body.account.id;
    if (line.sequence !== sequence || !ours || line.amount !== side) findings.push({ code: "bad_line", line: sequence });
    if (line.balance !== balance) findings.push({ code: "bad_balance", line: sequence });
    const digest = await hashOf("timebank transfer 1", ...TRANSFER.map((field) => transfer[field]));
    const hash = await hashOf(
      "timebank entry 1", body.account.id, sequence, line.amount, balance, toHex(digest), toHex(before),
    );
    hashes.set(sequence, hash);
    if (line.hash !== toHex(hash)) findings.push({ code: "bad_hash", line: sequence });
  }
}

async function checkSeal(
  seal: NonNullable<Body["sealed"]>,
  hashes: Map<number, Uint8Array<ArrayBuffer>>,
  findings: Finding[],
  known: Map<string, Uint8Array<ArrayBuffer>>,
  keys: Key[],
): Promise<void> {
  const { checkpoint, proof, line } = seal;
  const key = known.get(checkpoint.key);
  const message = bytesOf(`timebank checkpoint 1\n${checkpoint.body}`);
  const sealedAt = String(JSON.parse(checkpoint.body).sealed_at);
  if (!key || !inUse(keys, checkpoint.key, sealedAt) || !(await verifies(key, message, fromBase64(checkpoint.signature)))) {
    findings.push({ code: "bad_checkpoint_signature", line: 0 });
  }
  const facts = JSON.parse(checkpoint.body);
  const leaf = hashes.get(line);
  const root = leaf ? await rootFrom(leaf, proof.index, proof.size, proof.path.map(fromHex)) : null;
  if (!root || toHex(root) !== facts.root || proof.size !== facts.entries) {
    findings.push({ code: "not_in_checkpoint", line });
  }
}

/** The root that a proof leads to (RFC 6962); null when it has not the shape its size asks for. */
async function rootFrom(
  leaf: Uint8Array<ArrayBuffer>, index: number, size: number, path: Uint8Array<ArrayBuffer>[],
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return null;
  let hash = await sha256(joined(new Uint8Array([0]), leaf));
  let [place, last, step] = [index, size - 1, 0];
  while (last > 0) {
    const isRight = place % 2 === 1;
    if (isRight || place + 1 <= last) {
      const sibling = path[step];
      if (!sibling) return null;
      step += 1;
      hash = await sha256(joined(new Uint8Array([1]), ...(isRight ? [sibling, hash] : [hash, sibling])));
    }
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return step === path.length ? hash : null;
}

function told(row: Row): Line {
  const day = new Date(row.transfer.happened_at);
  return {
    number: row.sequence,
    day: Number.isNaN(day.getTime()) ? "" : day.toLocaleDateString("sv", { timeZone: "Asia/Shanghai" }),
    what: whatOf(row.transfer),
    amount: row.amount,
    balance: row.balance,
  };
}

function whatOf(transfer: Transfer): string {
  const [language, comma] = document.documentElement.lang.startsWith("zh") ? ["zh", "，"] : ["en", ", "];
  try {
    const items: Record<string, string>[] = JSON.parse(transfer.memo || "{}").items ?? [];
    return items.map((item) => item[language as string] ?? "").join(comma) || transfer.kind;
  } catch {
    return transfer.kind;
  }
}
