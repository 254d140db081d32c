/// <reference lib="webworker" />
/**
 * The worker's part of messages on the screen: show what was pushed, and open the page it speaks of.
 *
 * A message is `{title, body, href, tag, urgent}`, made short by the server so that anybody may read it on a locked
 * screen. News with the same tag replaces older news.
 */

export interface PushMessage {
  title: string;
  body: string;
  href: string;
  tag: string;
  urgent: boolean;
}

const NAME = "时间银行 TimeBank";
const ICON = "/static/favicon.svg";

/** What was pushed, whatever it was: a browser must show something, or it takes the right away. */
export function read(text: string | undefined): PushMessage {
  let said: Partial<Record<keyof PushMessage, unknown>> = {};
  try {
    said = (JSON.parse(text ?? "") ?? {}) as typeof said;
  } catch {
    // Not ours; the name of the house is shown.
  }
  const word = (value: unknown, instead: string): string => (typeof value === "string" && value ? value : instead);
  return {
    title: word(said.title, NAME),
    body: word(said.body, ""),
    href: inside(word(said.href, "/inbox/")),
    tag: word(said.tag, "news"),
    urgent: said.urgent === true,
  };
}

/** Only pages of this house. */
export function inside(href: string): string {
  return /^\/(?![/\\])/.test(href) ? href : "/inbox/";
}

export function installPushEvents(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener("push", (event) => {
    const message = read(event.data?.text());
    const look: NotificationOptions & { renotify?: boolean } = {
      body: message.body,
      tag: message.tag,
      icon: ICON,
      renotify: true,
      requireInteraction: message.urgent,
      data: { href: message.href },
    };
    event.waitUntil(worker.registration.showNotification(message.title, look));
  });
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    const { href } = (event.notification.data ?? {}) as { href?: string };
    event.waitUntil(open(worker, inside(href ?? "")));
  });
}

/** In a window that is open already, else in a new one. */
async function open(worker: ServiceWorkerGlobalScope, href: string): Promise<void> {
  const [first] = await worker.clients.matchAll({ type: "window" });
  if (!first) {
    await worker.clients.openWindow(href);
    return;
  }
  await first.focus();
  await first.navigate(href).catch(() => worker.clients.openWindow(href));
}
