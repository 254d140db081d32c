/** What is being written into a form is kept as it grows: a call, a flat battery or a full memory loses nothing. */

import { openBytes, seal, sealBytes, unseal } from "./seal";
import { house, keyOf } from "./store";

const PAUSE_MS = 400;

/** Where the draft of a form lies: the page and what the form is. */
export function placeOf(form: HTMLFormElement): string {
  return `${location.pathname}#${form.dataset["offline"] ?? ""}`;
}

export async function saveDraft(owner: string, form: HTMLFormElement): Promise<void> {
  const path = placeOf(form);
  const key = await keyOf(owner);
  const fields: [string, string][] = [];
  const files = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") {
      if (name !== "csrfmiddlewaretoken") fields.push([name, value]);
    } else if (value.size) {
      const content = await sealBytes(key, `drafts/${path}/${files.length}`, await value.arrayBuffer());
      files.push({ name, filename: value.name, type: value.type, content });
    }
  }
  const draft = { path, owner, writtenAt: new Date().toISOString(), fields: await seal(key, `drafts/${path}`, fields), files };
  await (await house()).put("drafts", draft);
}

/** Put back what was written; when it was, or null when there is none. */
export async function restoreDraft(owner: string, form: HTMLFormElement): Promise<Date | null> {
  const path = placeOf(form);
  const draft = await (await house()).get("drafts", path);
  if (!draft || draft.owner !== owner) return null;
  const key = await keyOf(owner);
  try {
    fill(form, await unseal<[string, string][]>(key, `drafts/${path}`, draft.fields));
    const files = await Promise.all(draft.files.map(async (file, number) => ({
      name: file.name,
      file: new File([await openBytes(key, `drafts/${path}/${number}`, file.content)], file.filename, { type: file.type }),
    })));
    putFiles(form, files);
  } catch {
    await dropDraft(form);
    return null;
  }
  return new Date(draft.writtenAt);
}

export async function dropDraft(form: HTMLFormElement): Promise<void> {
  await (await house()).delete("drafts", placeOf(form));
}

/** Put values back into a form. A field that was left empty stays empty. */
export function fill(form: HTMLFormElement, fields: [string, string][]): void {
  const values = new Map<string, string[]>();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const element of form.elements) {
    if (element instanceof HTMLInputElement && (element.type === "radio" || element.type === "checkbox")) {
      element.checked = values.get(element.name)?.includes(element.value) ?? false;
    } else if (element instanceof HTMLSelectElement && element.multiple) {
      for (const option of element.options) option.selected = values.get(element.name)?.includes(option.value) ?? false;
    } else if (isText(element)) {
      const value = values.get(element.name)?.shift();
      if (value !== undefined) element.value = value;
    }
    if (element instanceof HTMLElement) element.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function isText(element: Element): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  if (element instanceof HTMLInputElement) {
    return element.name !== "csrfmiddlewaretoken" && !["file", "submit", "button", "image"].includes(element.type);
  }
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement;
}

function putFiles(form: HTMLFormElement, files: { name: string; file: File }[]): void {
  for (const input of form.querySelectorAll<HTMLInputElement>("input[type=file]")) {
    const mine = files.filter((one) => one.name === input.name);
    if (!mine.length) continue;
    const chosen = new DataTransfer();
    mine.forEach((one) => chosen.items.add(one.file));
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Keep the draft of every form that says `data-offline`, and bring back the one from before. */
export async function watchDrafts(owner: string, root: ParentNode, say: (when: Date, form: HTMLFormElement) => void): Promise<void> {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-offline][data-draft]")) {
    if (form.dataset["watched"]) continue;
    form.dataset["watched"] = "1";
    const when = await restoreDraft(owner, form);
    if (when) say(when, form);
    let timer = 0;
    const later = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        if (!form.dataset["gone"]) void saveDraft(owner, form).catch(() => undefined);
      }, PAUSE_MS);
    };
    form.addEventListener("input", later);
    form.addEventListener("change", (event) => { if (event.isTrusted) later(); });
    form.addEventListener("submit", () => window.clearTimeout(timer));
  }
}
