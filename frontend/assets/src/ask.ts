/** What moving.ts asks of app.ts, which is another file: by event. */

/** Show one sentence, see toast.ts. */
export function show(text: string, tone: "tea" | "red" = "tea"): void {
  document.dispatchEvent(new CustomEvent("tb:toast", { detail: { text, tone } }));
}

/** The form is not being sent any more: give its button back, see forms.ts. */
export function finish(form: HTMLFormElement): void {
  form.dispatchEvent(new Event("answered", { bubbles: true }));
}
