import type { Plugin } from "vite";

/**
 * htmx without what no page of ours asks for: a fifth of it, on every first visit to a page that moves.
 *
 * Each function is named as it stands in htmx.esm.js and gets the body beside it; what only they called, the minifier then
 * finds dead. A version of htmx in which one of them is not there once fails the build; tests/config/test_moving.py fails
 * when a page begins to use what is left out.
 */
const LEFT_OUT: Record<string, string> = {
  // hx-on, filters of triggers, values that are code: the content security policy forbids them. With the one `eval` gone,
  // the minifier may also shorten the names of everything around it.
  internalEval: "",
  maybeEval: "return defaultVal",
  findHxOnWildcardElements: "return []",
  deInitOnHandlers: "",
  maybeGenerateConditional: "",
  // going back through pages that were swapped: nothing of anybody is kept in the browser, and no address is pushed
  saveCurrentPageToHistory: "",
  restoreHistory: "",
  pushUrlIntoHistory: "",
  // hx-ext
  withExtensions: "",
  getExtensions: "return []",
  // hx-boost, <template hx type="partial">, the triggers "revealed" and "intersect"
  boostElement: "",
  findAndSwapPartials: "return false",
  initScrollHandler: "",
  maybeReveal: "",
  // style of its own
  insertIndicatorStyles: "",
};
const FUNCTION_END = "\n  }\n";
const API = /^ {2}htmx\.\w+ = \w+\n/gm; // what other scripts may call: ours calls nothing
const API_LINES = 21;

/** The source of htmx with the bodies above; throws when it is not the htmx that was read for this list. */
export function lean(source: string): string {
  for (const [name, body] of Object.entries(LEFT_OUT)) {
    const head = new RegExp(`^  function ${name}\\([^)]*\\) \\{\\n`, "gm");
    const found = [...source.matchAll(head)];
    if (found.length !== 1) throw new Error(`htmx has ${found.length} functions ${name}: read it again for lean_htmx.ts`);
    const from = found[0]!.index + found[0]![0].length;
    source = source.slice(0, from) + body + source.slice(source.indexOf(FUNCTION_END, from));
  }
  const lines = source.match(API)?.length ?? 0;
  if (lines !== API_LINES) throw new Error(`htmx offers ${lines} functions: read it again for lean_htmx.ts`);
  return source.replace(API, "");
}

export function leanHtmx(): Plugin {
  return {
    name: "lean-htmx",
    enforce: "pre",
    transform: (code, id) => (id.endsWith("/htmx.org/dist/htmx.esm.js") ? { code: lean(code), map: null } : undefined),
  };
}
