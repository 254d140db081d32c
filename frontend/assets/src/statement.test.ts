import { expect, test } from "vitest";

import { column, draw, shown } from "./checking";
import sample from "./statement.fixture.json";
import { trusted, verify } from "./statement";

// A statement of the demo as the server signed it, and the public keys of that day.
const { keys, statement } = sample;
const codes = async (text: string, known = keys) => (await verify(text, known)).findings.map((one) => one.code);

function changed(change: (body: any) => void): string {
  const document = JSON.parse(statement);
  const body = JSON.parse(document.body);
  change(body);
  document.body = JSON.stringify(body);
  return JSON.stringify(document);
}

test("a true statement is true, with its seal's code", async () => {
  const verdict = await verify(statement, keys);
  expect(verdict.findings).toEqual([]);
  expect(verdict.lines.length).toBe(verdict.lastLine);
  expect(verdict.lines.at(-1)?.balance).toBe(verdict.balance);
  expect(verdict.code).toMatch(/^[0-9a-f]{64}$/);
  expect(verdict.checkpoint).toBeGreaterThan(0);
});

test.each([
  ["an amount", (body: any) => (body.lines[0].amount += 60), "bad_line"],
  ["an amount and its posting", (body: any) => {
    body.lines[0].amount += 60;
    body.lines[0].transfer.amount += 60;
  }, "bad_hash"],
  ["a balance", (body: any) => (body.lines[1].balance += 1), "bad_balance"],
  ["the words of a line", (body: any) => (body.lines[0].transfer.memo = "{}"), "bad_hash"],
  ["a line taken out", (body: any) => body.lines.splice(1, 1), "bad_line"],
  ["two lines swapped", (body: any) => body.lines.reverse(), "bad_line"],
  ["the last line cut", (body: any) => body.lines.pop(), "bad_closing"],
  ["the end", (body: any) => (body.closing.balance += 60), "bad_closing"],
  ["the beginning", (body: any) => (body.opening.balance = 60), "bad_opening"],
  ["whose it is", (body: any) => (body.account.person = body.account.id), "bad_opening"],
  ["the proof", (body: any) => (body.sealed.proof.index += 1), "not_in_checkpoint"],
  ["the seal", (body: any) => {
    body.sealed.checkpoint.body = body.sealed.checkpoint.body.replace('"number":', '"number":9');
  }, "bad_checkpoint_signature"],
])("changed: %s", async (_what, change, code) => {
  const found = await codes(changed(change));
  expect(found).toContain("bad_signature");
  expect(found).toContain(code);
});

test.each(["", "hello", "{}", "null", "[]", "9", '{"format":"timebank-statement/1","body":"{}"}'])(
  "junk is no statement: %s",
  async (text) => expect(await codes(text)).toEqual(["not_a_statement"]),
);

test("keys that were not handed over vouch for nothing", async () => {
  const stranger = { key: keys[0]!.key, public: btoa("x".repeat(32)), since: "", handed_over: "" };
  expect((await trusted([stranger])).size).toBe(0);
  expect((await trusted([...keys, stranger])).size).toBe(0);
  expect(await codes(statement, [])).toContain("bad_signature");
});

const TEMPLATE = `<section id="verdict"><div class="tb-verdict"><h2 data-slot="title"></h2><p data-slot="lead"></p>
  <ul data-slot="faults"></ul></div><dl data-slot="facts"><dd data-slot="holder"></dd><dd data-slot="seal"></dd></dl>
  <div data-slot="seal-code"><p data-slot="code"></p></div>
  <table data-slot="table"><tbody data-slot="rows"></tbody></table></section>`;
const words = { true: "yes", false: "no", none: "what", true_lead: "{name} {time}", time: "{hours}h{minutes}", in_order: "ok" };

async function drawn(text: string): Promise<Element> {
  const template = document.createElement("template");
  template.innerHTML = TEMPLATE;
  return draw(template, await verify(text, keys), words);
}

test("a key that follows a lost one counts because the list says so, and only then", async () => {
  const first = keys[0]!;
  const strange = { ...first, handed_over: "" };
  expect((await trusted([first, { ...strange, follows_lost: true }])).size).toBe(1);
  expect((await trusted([first, strange])).size).toBe(0);
  expect((await trusted([first, { ...strange, key: "0".repeat(16), follows_lost: true }])).size).toBe(0);
});

test("the verdict is drawn as text, never as markup", async () => {
  const good = await drawn(statement);
  expect(good.querySelector("h2")?.textContent).toBe("yes");
  expect(good.querySelectorAll("[data-slot=code] span").length).toBe(16);
  const bad = await drawn(changed((body) => (body.holder = "<img src=x>")));
  expect(bad.querySelector("h2")?.textContent).toBe("no");
  expect(bad.querySelector("img")).toBeNull();
  expect(bad.querySelector("[data-slot=holder]")?.textContent).toBe("<img src=x>");
  expect(bad.querySelector("[data-slot=seal-code]")).toBeNull();
  const none = await drawn("hello");
  expect([none.querySelector("h2")?.textContent, none.querySelector("table")]).toEqual(["what", null]);
});

test("faulty lines are always among those shown", () => {
  const lines = Array.from({ length: 1000 }, (_, place) => ({ number: place + 1, day: "", what: "", amount: 1, balance: 1 }));
  const few = shown(lines, [{ code: "bad_hash", line: 900 }]);
  expect(few.length).toBe(300);
  expect(few.at(-1)?.number).toBe(900);
});

test("hours and minutes", () => expect([column(0), column(95), column(-61)]).toEqual(["0:00", "1:35", "−1:01"]));
