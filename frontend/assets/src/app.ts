import htmx from "htmx.org";

import { installAloud } from "./aloud";
import { installCharts } from "./chart";
import { installCsrf } from "./csrf";
import { installDesk } from "./desk";
import { installForms } from "./forms";
import { installHours } from "./hours";
import { installLive } from "./live";
import { installOffline } from "./offline/install";
import { installPush } from "./push";
import { installSteps } from "./steps";
import { installTimers } from "./timer";
import { installToasts } from "./toast";
import "./styles/app.css";

// The content security policy allows neither inline styles nor eval.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.historyCacheSize = 0;
htmx.config.scrollBehavior = "auto";

document.documentElement.classList.add("has-script");
installCsrf();
installToasts();
installForms();
installHours();
installLive();
installCharts();
installAloud();
installTimers();
installDesk();
installPush();
// What only a page or two need comes only there: a village's signal carries little.
if (document.querySelector("[data-check-statement]")) void import("./checking").then((part) => part.installChecking());
installSteps();
installOffline();
