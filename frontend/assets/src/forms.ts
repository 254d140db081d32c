/** Forms: say what is happening, never send twice, put the reader where the fault is. */

/** Mark a form as being sent: the pressed button says what it does and cannot be pressed again. */
export function begin(form: HTMLFormElement, button: HTMLElement | null): boolean {
  if (form.dataset["sending"]) return false;
  form.dataset["sending"] = "1";
  if (button) {
    button.setAttribute("aria-busy", "true");
    const words = button.dataset["busy"];
    const place = button.querySelector<HTMLElement>("[data-words]") ?? button;
    if (words) {
      button.dataset["idle"] = place.textContent ?? "";
      place.textContent = words;
    }
  }
  return true;
}

/** Undo `begin`: the answer came, or the page was taken out of the back-forward cache. */
export function finish(form: HTMLFormElement): void {
  delete form.dataset["sending"];
  form.querySelectorAll<HTMLElement>("[aria-busy=true]").forEach((button) => {
    button.removeAttribute("aria-busy");
    const idle = button.dataset["idle"];
    if (idle !== undefined) {
      (button.querySelector<HTMLElement>("[data-words]") ?? button).textContent = idle;
      delete button.dataset["idle"];
    }
  });
}

function submitterOf(event: SubmitEvent, form: HTMLFormElement): HTMLElement | null {
  const pressed = event.submitter instanceof HTMLElement ? event.submitter : null;
  return pressed ?? form.querySelector<HTMLElement>("button:not([type=button])");
}

/** Four cells that show what is typed into the one real input above them. */
export function mirrorCode(box: HTMLElement): void {
  const input = box.querySelector("input");
  const cells = [...box.querySelectorAll<HTMLElement>("[data-cell]")];
  if (!input || !cells.length) return;
  const draw = () => {
    input.value = input.value.replace(/\D/g, "").slice(0, cells.length);
    cells.forEach((cell, place) => {
      cell.textContent = input.value[place] ?? "";
      cell.classList.toggle("now", place === Math.min(input.value.length, cells.length - 1));
    });
  };
  input.addEventListener("input", draw);
  draw();
}

/** Move to the error summary, once, so that a screen reader and a small screen both start there. */
function focusErrors(root: ParentNode): void {
  root.querySelector<HTMLElement>("[data-errors]")?.focus();
}

function install(root: ParentNode): void {
  root.querySelectorAll<HTMLElement>("[data-code]").forEach(mirrorCode);
  focusErrors(root);
}

/** Selects marked data-submit send their form when changed; the button beside them is for no script. */
function submitOnChange(event: Event): void {
  const field = event.target;
  if (field instanceof HTMLElement && field.closest("[data-submit]")) {
    field.closest("form")?.requestSubmit();
  }
}

export function installForms(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method === "get") return;
    if (!begin(form, submitterOf(event, form))) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
  document.addEventListener("change", submitOnChange);
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form") : null;
    if (form) finish(form);
  });
  // An answer that the page found by itself, see checking.ts and ask.ts.
  document.addEventListener("answered", (event) => {
    if (event.target instanceof HTMLFormElement) finish(event.target);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form").forEach(finish));
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target instanceof Element) install(event.target);
  });
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("[data-print]")) window.print();
    document.querySelectorAll<HTMLDetailsElement>("details.tb-menu[open]").forEach((menu) => {
      if (!target || !menu.contains(target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll<HTMLDetailsElement>("details.tb-menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    });
  });
  install(document);
}
