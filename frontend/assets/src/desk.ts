/** What only some pages need, with their style sheet: the keys of the phone desk, the dispatch board, charts, checking a statement. */

import { installCharts } from "./chart";
import { installChecking } from "./checking";
import { installDispatch } from "./dispatch";
import { installKeys } from "./keys";
import "./desk.css";

// Nothing here may import what app.ts or moving.ts imports: the build would put it into one more file, one more way on a slow line.
installCharts();
installChecking();
installDispatch();
installKeys();
