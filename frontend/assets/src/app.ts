import { installAloud } from "./aloud";
import { installForms } from "./forms";
import { installHere } from "./here";
import { installHours } from "./hours";
import { mendStyle } from "./lost_style";
import { installSteps } from "./steps";
import { installTimers } from "./timer";
import { installToasts } from "./toast";
import "./styles/app.css";

// What every page needs, also a visitor's who only reads; what moves by itself stands in moving.ts.
document.documentElement.classList.add("has-script");
// After the first picture: to ask before it would make the browser work out the whole page in one go.
requestAnimationFrame(() => window.setTimeout(mendStyle));
installToasts();
installForms();
installHere();
installHours();
installAloud();
installTimers();
installSteps();
