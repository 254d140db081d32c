import "fake-indexeddb/auto";

import { beforeEach, describe, expect, it, vi } from "vitest";

import { dropDraft, fill, restoreDraft, saveDraft } from "./drafts";
import { markWaiting } from "./marks";
import { keepPages, readPage, wantedBy } from "./pages";
import { drop, keep } from "./queue";
import { size } from "./queue_page";
import { closeHouse, forgetOthers } from "./store";

const WU = "wu";
const FORM = `<form data-offline="visit" data-draft>
  <input name="csrfmiddlewaretoken" value="t"><input name="words"><textarea name="note"></textarea>
  <input type="radio" name="mood" value="GOOD"><input type="radio" name="mood" value="POOR">
  <input type="checkbox" name="need" value="MEAL"><input type="checkbox" name="need" value="HELP">
  <select name="mode"><option value="HOME"></option><option value="PHONE"></option></select></form>`;

function form(): HTMLFormElement {
  document.body.innerHTML = FORM;
  return document.querySelector("form")!;
}

beforeEach(async () => {
  await closeHouse();
  const gone = indexedDB.deleteDatabase("timebank");
  await new Promise((done) => { gone.onsuccess = done; });
});

describe("drafts", () => {
  it("come back as they were, with every kind of field", async () => {
    const before = form();
    fill(before, [["words", "膝盖疼"], ["note", "想拍片"], ["mood", "POOR"], ["need", "HELP"], ["mode", "PHONE"]]);
    await saveDraft(WU, before);
    const after = form();
    expect(await restoreDraft(WU, after)).toBeInstanceOf(Date);
    expect([...new FormData(after)].filter(([name]) => name !== "csrfmiddlewaretoken")).toEqual([
      ["words", "膝盖疼"], ["note", "想拍片"], ["mood", "POOR"], ["need", "HELP"], ["mode", "PHONE"],
    ]);
  });

  it("are nobody else's, and end when the form is sent", async () => {
    await saveDraft(WU, form());
    expect(await restoreDraft("zhang", form())).toBeNull();
    expect(await restoreDraft(WU, form())).not.toBeNull();
    await dropDraft(form());
    expect(await restoreDraft(WU, form())).toBeNull();
  });
});

describe("marks", () => {
  it("show what waits about this subject, and nothing once it has arrived", async () => {
    document.body.innerHTML = `<p data-subject="a" data-last="none">door</p><p data-subject="a" data-last="check-in" hidden>in</p>`;
    const seen = () => [...document.querySelectorAll("p")].filter((one) => !one.hidden).map((one) => one.textContent);
    const item = await keep({ owner: WU, kind: "check-in", subject: "a", title: "", url: "/", page: "/", at: new Date(), entries: [] });
    await markWaiting(WU, document.body);
    expect(seen()).toEqual(["in"]);
    await drop(item.key);
    await markWaiting(WU, document.body);
    expect(seen()).toEqual(["door"]);
  });
});

describe("pages to read without signal", () => {
  it("are those the page names, of our own house", () => {
    document.body.innerHTML = `<section data-keep="/mine/"></section><a data-keep href="/tasks/1/?a=1">x</a>
      <a data-keep href="https://example.org/">y</a><a href="/other/">z</a><a data-keep href="/tasks/1/?a=1">x</a>`;
    expect(wantedBy(document, "/mine/")).toEqual(["/mine/", "/tasks/1/?a=1"]);
  });

  it("are kept sealed with what they name, and forgotten with the person", async () => {
    const pages: Record<string, string> = {
      "/mine/": `<title>T</title><main><a data-keep href="/tasks/1/">Lin</a></main>`,
      "/tasks/1/": `<title>Lin</title><main>Lin, 84</main>`,
    };
    vi.stubGlobal("fetch", async (path: string) => new Response(pages[path] ?? "", { status: pages[path] ? 200 : 404 }));
    expect(await keepPages(WU, "/mine/", ["/mine/"])).toBe(true);
    expect((await readPage(WU, "/tasks/1/"))?.main).toBe("Lin, 84");
    expect(await readPage("zhang", "/tasks/1/")).toBeNull();
    delete pages["/tasks/1/"]; // given to somebody else meanwhile
    await keepPages(WU, "/mine/", ["/mine/"], true);
    expect(await readPage(WU, "/tasks/1/")).toBeNull();
    await forgetOthers("zhang");
    expect(await readPage(WU, "/mine/")).toBeNull();
    vi.unstubAllGlobals();
  });

  it("are missing when the line broke in between, and there after the next try", async () => {
    let broken = true;
    const mine = `<title>T</title><main><a data-keep href="/tasks/1/">Lin</a></main>`;
    vi.stubGlobal("fetch", async (path: string) => {
      if (path === "/mine/") return new Response(mine);
      if (broken) throw new TypeError("no signal");
      return new Response(`<title>Lin</title><main>Lin, 84</main>`);
    });
    expect(await keepPages(WU, "/mine/", ["/mine/"])).toBe(false);
    broken = false;
    expect(await keepPages(WU, "/mine/", ["/mine/"], true)).toBe(true);
    expect((await readPage(WU, "/tasks/1/"))?.main).toBe("Lin, 84");
    broken = true; // what lies there already is old, not missing
    expect(await keepPages(WU, "/mine/", ["/mine/"], true)).toBe(true);
    vi.unstubAllGlobals();
  });
});

it("says how large something is as people say it", () => {
  expect([size(10), size(188 * 1024), size(2.5 * 1024 * 1024)]).toEqual(["1 KB", "188 KB", "2.5 MB"]);
});
