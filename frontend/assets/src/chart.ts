/** Finds charts on the page; loads the drawing part only where there is one. */

export interface ChartData {
  labels: string[];
  values: number[];
  /** Already written for people, in their language: "10:15", "37". */
  texts: string[];
  lying?: boolean;
  /** Index of a bar to stand out, such as the running month. */
  current?: number;
}

/** Read what the server put beside the chart with json_script; null when it is not a chart. */
export function dataOf(picture: HTMLElement): ChartData | null {
  const source = document.getElementById(picture.dataset["chart"] ?? "");
  try {
    const data = JSON.parse(source?.textContent ?? "") as ChartData;
    return data.labels.length && data.labels.length === data.values.length ? data : null;
  } catch {
    return null;
  }
}

async function drawAll(root: ParentNode): Promise<void> {
  const pictures = [...root.querySelectorAll<HTMLElement>("[data-chart]:empty")];
  if (!pictures.length) return;
  const { draw } = await import("./bars");
  for (const picture of pictures) {
    const data = dataOf(picture);
    if (!data) continue;
    draw(picture, data);
    const table = picture.parentElement?.querySelector<HTMLDetailsElement>("details[data-chart-table]");
    if (table) table.open = false;
  }
}

export function installCharts(): void {
  void drawAll(document);
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target instanceof Element) void drawAll(event.target);
  });
}
