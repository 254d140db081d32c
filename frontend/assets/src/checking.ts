/** The page where statements are checked: by the browser where it can, by the server where it cannot. */

import type { Finding, Key, Line, Verdict } from "./statement";

const MOST_SHOWN = 300;

interface Words {
  [name: string]: string;
}

const fill = (sentence: string, facts: Record<string, string | number>): string =>
  sentence.replace(/\{(\w+)\}/g, (_all, name: string) => String(facts[name] ?? ""));

export function column(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "−" : ""}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
}

/** What the server would have written, from the words it sent along. */
export function draw(template: HTMLTemplateElement, verdict: Verdict, words: Words): Element {
  const made = template.content.firstElementChild?.cloneNode(true) as HTMLElement;
  const slot = (name: string) => made.querySelector<HTMLElement>(`[data-slot=${name}]`);
  const write = (name: string, text: string) => {
    const place = slot(name);
    if (place) place.textContent = text;
  };
  const isOurs = !verdict.findings.some((finding) => finding.code === "not_a_statement");
  const isTrue = verdict.findings.length === 0;
  const state = !isOurs ? "none" : isTrue ? "true" : "false";
  made.querySelector(".tb-verdict")?.classList.toggle("is-bad", !isTrue);
  write("title", words[state] ?? "");
  const time = fill(words["time"] ?? "", { hours: Math.floor(verdict.balance / 60), minutes: verdict.balance % 60 });
  const lead = fill(words[`${state}_lead`] ?? "", { name: verdict.holder, time });
  write("lead", lead);
  const general = isOurs ? verdict.findings.filter((finding) => !finding.line) : [];
  slot("faults")?.replaceChildren(...general.map((finding) => item(words[finding.code] ?? finding.code)));
  if (!isOurs) {
    slot("facts")?.remove();
    slot("seal-code")?.remove();
    slot("table")?.remove();
    return made;
  }
  write("holder", verdict.holder);
  write("lines", verdict.lines.length ? `${verdict.firstLine}–${verdict.lastLine}` : words["no_lines"] ?? "");
  write("made", verdict.madeAt.slice(0, 10));
  const seal = { number: verdict.checkpoint, day: verdict.checkpointDay, line: verdict.sealedLine };
  write("seal", verdict.checkpoint ? fill(words["seal"] ?? "", seal) : words["no_seal"] ?? "");
  if (verdict.code && isTrue) {
    const groups = verdict.code.toUpperCase().match(/.{4}/g) ?? [];
    const box = slot("code");
    box?.setAttribute("aria-label", groups.join(" "));
    box?.replaceChildren(...groups.map((group) => element("span", group)));
  } else {
    slot("seal-code")?.remove();
  }
  if (verdict.lines.length) slot("rows")?.replaceChildren(...rows(verdict, words));
  else slot("table")?.remove();
  label(made);
  return made;
}

/** The lines with faults and the first of the others, in order; a decade of them would choke a phone. */
export function shown(lines: Line[], findings: Finding[]): Line[] {
  const wrong = new Set(findings.map((finding) => finding.line));
  const first = [...lines.filter((line) => wrong.has(line.number)), ...lines.filter((line) => !wrong.has(line.number))];
  return first.slice(0, MOST_SHOWN).sort((one, other) => one.number - other.number);
}

function rows(verdict: Verdict, words: Words): HTMLElement[] {
  return shown(verdict.lines, verdict.findings).map((line) => {
    const faults = verdict.findings.filter((finding) => finding.line === line.number);
    const row = document.createElement("tr");
    const head = element("th", `${line.number} ${words[`kind_${line.what}`] ?? line.what}`);
    head.setAttribute("scope", "row");
    const found = element("td", "");
    if (faults.length) found.append(element("b", faults.map((fault) => words[fault.code] ?? fault.code).join(" ")));
    else found.textContent = words["in_order"] ?? "";
    const amount = `${line.amount > 0 ? "+" : "−"}${Math.abs(line.amount).toLocaleString("en")}`;
    found.className = "wide";
    row.append(head, element("td", line.day), number(amount), number(column(line.balance)), found);
    return row;
  });
}

/** On a phone the table becomes cards: every cell carries its heading. */
function label(made: ParentNode): void {
  const heads = [...made.querySelectorAll("thead th")].map((head) => head.textContent ?? "");
  made.querySelectorAll("tbody tr").forEach((row) => {
    [...row.children].forEach((cell, place) => {
      if (cell.tagName === "TD") cell.setAttribute("data-label", heads[place] ?? "");
    });
  });
}

function element(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

const item = (text: string): HTMLElement => element("li", text);

function number(text: string): HTMLElement {
  const cell = element("td", text);
  cell.className = "num";
  return cell;
}

function isFilled(form: HTMLFormElement): boolean {
  const file = form.querySelector<HTMLInputElement>("[type=file]")?.files?.[0];
  return file !== undefined || (form.querySelector("textarea")?.value ?? "").trim() !== "";
}

async function textOf(form: HTMLFormElement): Promise<string> {
  const file = form.querySelector<HTMLInputElement>("[type=file]")?.files?.[0];
  return file ? await file.text() : (form.querySelector("textarea")?.value ?? "").trim();
}

async function install(form: HTMLFormElement): Promise<void> {
  const { canVerify, verify } = await import("./statement");
  if (!(await canVerify())) return;
  const template = document.querySelector<HTMLTemplateElement>("#verdict-template");
  const words: Words = JSON.parse(document.querySelector("#verdict-words")?.textContent ?? "{}");
  const answer = await fetch(form.dataset["keys"] ?? "");
  if (!template || !answer.ok) return;
  const keys: Key[] = (await answer.json()).keys;
  form.querySelector<HTMLElement>("[data-check-local]")?.removeAttribute("hidden");
  form.dataset["checkLocal"] = "ready";
  form.addEventListener("submit", (event) => {
    if (!isFilled(form)) return; // the server says what is missing
    event.preventDefault();
    void textOf(form).then(async (text) => {
      const made = draw(template, await verify(text, keys), words);
      document.querySelector("#verdict")?.remove();
      form.before(made);
      made.setAttribute("tabindex", "-1");
      if (made instanceof HTMLElement) made.focus();
      form.dispatchEvent(new Event("answered", { bubbles: true })); // forms.ts gives the button back
    });
  });
}

export function installChecking(): void {
  document.querySelectorAll<HTMLFormElement>("[data-check-statement]").forEach((form) => void install(form));
}
