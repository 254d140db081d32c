/** Who signs out takes everything about others with them: pages, drafts, the key. What was not sent is asked about. */

import { finish } from "../ask";
import { letGo } from "../push";
import { waiting } from "./queue";
import { ownerHere, say } from "./signal";
import { forgetOthers, forgetPerson } from "./store";

export function installSigningOut(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !ownerHere() || form.dataset["forgotten"]) return;
    if (!new URL(form.action, location.href).pathname.endsWith("/account/logout/")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void leave(form);
  }, true);
}

async function leave(form: HTMLFormElement): Promise<void> {
  const owner = ownerHere();
  finish(form); // it is not being sent yet
  try {
    const unsent = (await waiting(owner)).length;
    if (unsent && !(await surely(unsent))) return;
    await forgetPerson(owner);
    await forgetOthers("");
    localStorage.removeItem("timebank-shell");
    await letGo();
  } catch {
    // Nothing can be kept in this browser, so there is nothing to forget.
  }
  form.dataset["forgotten"] = "1";
  form.requestSubmit();
}

function surely(unsent: number): Promise<boolean> {
  const blank = document.querySelector<HTMLTemplateElement>("template#leave-anyway");
  const dialog = blank?.content.firstElementChild?.cloneNode(true);
  if (!(dialog instanceof HTMLDialogElement) || !dialog.showModal) return Promise.resolve(true);
  document.body.append(dialog);
  dialog.querySelector("[data-count]")!.textContent = say("leaving", { n: unsent });
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "leave");
    }, { once: true });
  });
}
