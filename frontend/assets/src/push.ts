/**
 * Messages on the screen: this browser subscribes to them on the page of choices, and lets go when its person signs out.
 *
 * The server names its public key in `data-push`; what the browser answers goes into the form's hidden fields and is
 * sent as the ordinary form it is.
 */

const KEY_ATTRIBUTE = "push";

/** What one may do here: ask for messages, be shown that they are on, or be told why not. */
export type PushState = "off" | "on" | "denied" | "cannot" | "failed";

/** base64url → bytes, as `applicationServerKey` wants them. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const bytes = new Uint8Array(new ArrayBuffer(plain.length));
  for (let at = 0; at < plain.length; at += 1) bytes[at] = plain.charCodeAt(at);
  return bytes;
}

export function canPush(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** Show what fits the state, and nothing else. */
export function show(part: HTMLElement, state: PushState): void {
  const form = part.querySelector<HTMLFormElement>("[data-push-form]");
  if (form) form.hidden = state !== "off" && state !== "failed";
  part.querySelectorAll<HTMLElement>("[data-push-says]").forEach((line) => {
    line.hidden = line.dataset["pushSays"] !== state;
  });
}

/** Fill the form with how the browser describes itself; false when it said too little. */
export function fill(form: HTMLFormElement, described: PushSubscriptionJSON): boolean {
  const values = { endpoint: described.endpoint, p256dh: described.keys?.["p256dh"], auth: described.keys?.["auth"] };
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (!value || !(field instanceof HTMLInputElement)) return false;
    field.value = value;
  }
  return true;
}

export function installPush(): void {
  const part = document.querySelector<HTMLElement>("[data-push]");
  if (part) void begin(part);
}

async function begin(part: HTMLElement): Promise<void> {
  if (!canPush()) return show(part, "cannot");
  if (Notification.permission === "denied") return show(part, "denied");
  const worker = await navigator.serviceWorker.getRegistration();
  const standing = await worker?.pushManager.getSubscription();
  show(part, standing && Notification.permission === "granted" ? "on" : "off");
  part.querySelector("[data-push-ask]")?.addEventListener("click", () => void ask(part));
}

/** The browser asks its person; only a tap may lead here. */
async function ask(part: HTMLElement): Promise<void> {
  const form = part.querySelector<HTMLFormElement>("[data-push-form]");
  if (!form) return;
  try {
    if ((await Notification.requestPermission()) !== "granted") return show(part, "denied");
    const worker = await navigator.serviceWorker.ready;
    const key = bytesOf(part.dataset[KEY_ATTRIBUTE] ?? "");
    const made = await subscribed(worker.pushManager, key);
    if (fill(form, made.toJSON())) form.requestSubmit();
    else show(part, "failed");
  } catch {
    show(part, "failed");
  }
}

/** One subscription; one that was made for another key of ours is given up first. */
async function subscribed(manager: PushManager, key: Uint8Array<ArrayBuffer>): Promise<PushSubscription> {
  const wanted = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return await manager.subscribe(wanted);
  } catch (error) {
    const old = await manager.getSubscription();
    if (!old) throw error;
    await old.unsubscribe();
    return manager.subscribe(wanted);
  }
}

/** Whoever signs out takes the messages along: the push service then tells our server that nobody is there. */
export async function letGo(): Promise<void> {
  if (!canPush()) return;
  const worker = await navigator.serviceWorker.getRegistration();
  const standing = await worker?.pushManager.getSubscription();
  await standing?.unsubscribe();
}
