/** One question a page: a form marked data-steps shows one part marked data-step at a time. Without script all stand below each other. */

/** Steps that would be asked now: some are only for those who were met, and the style sheet hides them. */
export function asked(steps: HTMLElement[]): HTMLElement[] {
  return steps.filter((step) => {
    const off = step.classList.contains("is-off");
    step.classList.remove("is-off");
    const there = getComputedStyle(step).display !== "none";
    step.classList.toggle("is-off", off);
    return there;
  });
}

function unanswered(step: HTMLElement): HTMLInputElement | null {
  for (const group of step.querySelectorAll<HTMLElement>("fieldset")) {
    const first = group.querySelector<HTMLInputElement>("input[type=radio][required]");
    if (first && !group.querySelector("input:checked")) return first;
  }
  return null;
}

/** A reader starts at the question itself, not at its first answer. */
function begin(step: HTMLElement): void {
  const question = step.querySelector<HTMLElement>("h2, legend") ?? step.querySelector<HTMLElement>("textarea, input");
  if (!question) return;
  if (!question.matches("textarea, input")) question.tabIndex = -1;
  question.focus();
}

export function stepThrough(form: HTMLFormElement): void {
  const steps = [...form.querySelectorAll<HTMLElement>("[data-step]")];
  const back = form.querySelector<HTMLButtonElement>("[data-back]");
  const next = form.querySelector<HTMLButtonElement>("[data-next]");
  const save = form.querySelector<HTMLButtonElement>("[data-save]");
  const progress = form.querySelector<HTMLElement>("[data-progress]");
  if (!steps.length || !back || !next || !save) return;
  form.classList.add("is-stepped");
  let here = steps.find((step) => step.querySelector(".is-wrong")) ?? steps[0]!;

  const draw = (move: boolean) => {
    const open = asked(steps);
    if (!open.includes(here)) here = open[0]!;
    steps.forEach((step) => step.classList.toggle("is-off", step !== here));
    const place = open.indexOf(here);
    back.hidden = place === 0;
    next.hidden = place === open.length - 1;
    save.hidden = place !== open.length - 1;
    if (progress) progress.textContent = `${place + 1} / ${open.length}`;
    if (move) begin(here);
  };
  const go = (by: number) => {
    const open = asked(steps);
    const target = open[open.indexOf(here) + by];
    if (!target) return;
    here = target;
    draw(true);
    form.scrollIntoView({ block: "start" });
  };
  back.addEventListener("click", () => go(-1));
  next.addEventListener("click", () => {
    const missing = unanswered(here);
    if (missing) {
      missing.reportValidity();
      missing.focus();
      return;
    }
    go(1);
  });
  form.addEventListener("change", () => draw(false));
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key !== "Enter" || !(field instanceof HTMLInputElement) || next.hidden) return;
    event.preventDefault();
    next.click();
  });
  draw(false);
}

export function installSteps(): void {
  const install = (root: ParentNode) => {
    root.querySelectorAll<HTMLFormElement>("form[data-steps]:not(.is-stepped)").forEach(stepThrough);
  };
  // A page read without signal is filled in later, see offline/empty_page.ts.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target instanceof Element) install(event.target);
  });
  install(document);
}
