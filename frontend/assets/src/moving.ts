/** Pages of somebody signed in, and those of a visitor that fetch parts of themselves: htmx, live updates, work without signal. */

import htmx from "htmx.org";

import { installCsrf } from "./csrf";
import { installLive } from "./live";
import { installOffline } from "./offline/install";
import { installPush } from "./push";

// Comes after app.ts on the page and imports nothing of it (else the build makes a third file): what is to be said or
// given back there is told by an event, see ask.ts.

// The content security policy allows neither inline styles nor eval.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.historyCacheSize = 0;
htmx.config.scrollBehavior = "auto";

installCsrf();
installLive();
installPush();
installOffline();
