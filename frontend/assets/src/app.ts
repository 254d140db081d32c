import htmx from "htmx.org";

import { installAloud } from "./aloud";
import { installCharts } from "./chart";
import { installChecking } from "./checking";
import { installCsrf } from "./csrf";
import { installDesk } from "./desk";
import { installDispatch } from "./dispatch";
import { installForms } from "./forms";
import { installHere } from "./here";
import { installHours } from "./hours";
import { installLive } from "./live";
import { mendStyle } from "./lost_style";
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
mendStyle();
installCsrf();
installToasts();
installForms();
installHere();
installHours();
installLive();
installCharts();
installAloud();
installTimers();
installChecking();
installDesk();
installDispatch();
installPush();
installSteps();
installOffline();
