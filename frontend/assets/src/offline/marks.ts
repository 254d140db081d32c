/**
 * What a page says of something that still waits on the phone: elements with `data-subject` and `data-last` show
 * when the last thing waiting about that subject is of one of those kinds ("none": nothing waits).
 */

import { waiting } from "./queue";

export async function markWaiting(owner: string, root: ParentNode): Promise<void> {
  const marked = [...root.querySelectorAll<HTMLElement>("[data-subject][data-last]")];
  if (!marked.length) return;
  const last = new Map<string, string>();
  for (const item of await waiting(owner)) if (item.state === "waiting") last.set(item.subject, item.kind);
  for (const element of marked) {
    const kind = last.get(element.dataset["subject"]!) ?? "none";
    element.hidden = !element.dataset["last"]!.split(" ").includes(kind);
  }
}
