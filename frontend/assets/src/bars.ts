/** Bars from zero with direct labels; the top of a standing bar is a row of tea. ECharts, SVG, loaded lazily. */

import { CustomChart, type CustomSeriesOption } from "echarts/charts";
import { GridComponent, type GridComponentOption } from "echarts/components";
import { type ComposeOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

import type { ChartData } from "./chart";

use([CustomChart, GridComponent, SVGRenderer]);

type Option = ComposeOption<CustomSeriesOption | GridComponentOption>;
type Render = NonNullable<CustomSeriesOption["renderItem"]>;

const ROW_PX = 34; // one lying bar with its name
const TEA_PX = 8;

function tokens(element: Element): Record<"leaf" | "tint" | "ink" | "second" | "rule" | "font", string> {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    leaf: read("--tb-leaf"),
    tint: read("--tb-tint-tea"),
    ink: read("--tb-ink"),
    second: read("--tb-ink-2"),
    rule: read("--tb-ink"),
    font: style.fontFamily,
  };
}

/** A standing bar: pale body, and where it ends a row of tea bushes. */
function standing(data: ChartData, colour: ReturnType<typeof tokens>, size: number): Render {
  return (_, api) => {
    const value = Number(api.value(1));
    const [x = 0, y = 0] = api.coord([api.value(0), value]);
    const foot = api.coord([api.value(0), 0])[1] ?? 0;
    const cell = (api.size?.([1, 0]) as number[])[0] ?? 0;
    const width = Math.min(cell - 2, 88);
    const left = x - width / 2;
    return {
      type: "group",
      children: [
        { type: "rect", shape: { x: left, y, width, height: foot - y }, style: { fill: colour.tint } },
        {
          type: "line",
          ignore: value <= 0,
          shape: { x1: left + TEA_PX / 2 + 1, y1: y, x2: left + width - TEA_PX / 2 - 1, y2: y },
          style: { stroke: colour.leaf, lineWidth: TEA_PX, lineCap: "round", lineDash: [0, TEA_PX * 1.4] },
        },
        {
          type: "text",
          style: {
            text: data.texts[Number(api.value(0))] ?? "",
            x,
            y: y - TEA_PX - 4,
            align: "center",
            verticalAlign: "bottom",
            fontSize: size,
            fontWeight: "bold",
            fontFamily: colour.font,
            fill: colour.ink,
          },
        },
      ],
    };
  };
}

/** A lying bar with its figure behind it. */
function lying(data: ChartData, colour: ReturnType<typeof tokens>, size: number): Render {
  return (_, api) => {
    const [x = 0, y = 0] = api.coord([api.value(1), api.value(0)]);
    const zero = api.coord([0, api.value(0)])[0] ?? 0;
    return {
      type: "group",
      children: [
        { type: "rect", shape: { x: zero, y: y - 7, width: x - zero, height: 14 }, style: { fill: colour.leaf } },
        {
          type: "text",
          style: {
            text: data.texts[Number(api.value(0))] ?? "",
            x: x + 8,
            y,
            verticalAlign: "middle",
            fontSize: size,
            fontWeight: "bold",
            fontFamily: colour.font,
            fill: colour.ink,
          },
        },
      ],
    };
  };
}

export function optionFor(data: ChartData, element: Element): Option {
  const colour = tokens(element);
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.875;
  const label = { color: colour.second, fontSize: size, fontFamily: colour.font };
  const names = {
    type: "category" as const,
    data: data.labels,
    inverse: data.lying === true,
    axisTick: { show: false },
    axisLine: { show: true, lineStyle: { color: colour.rule, width: 1.5 } },
    axisLabel: { ...label, interval: 0, hideOverlap: false },
  };
  const amounts = { type: "value" as const, min: 0, show: false, max: Math.max(1, ...data.values) };
  return {
    animation: false,
    grid: data.lying
      ? { left: 0, right: size * 4.5, top: 4, bottom: 4, containLabel: true }
      : { left: 0, right: 0, top: size * 2.2, bottom: size * 2 },
    xAxis: data.lying ? amounts : names,
    yAxis: data.lying ? names : amounts,
    series: [
      {
        type: "custom",
        silent: true,
        encode: data.lying ? { x: 1, y: 0 } : { x: 0, y: 1 },
        renderItem: (data.lying ? lying : standing)(data, colour, size),
        data: data.values.map((value, place) => [place, value]),
      },
    ],
  } as Option;
}

export function draw(element: HTMLElement, data: ChartData): void {
  const height = data.lying ? data.labels.length * ROW_PX + 8 : undefined;
  const chart = init(element, null, { renderer: "svg", ...(height ? { height } : {}) });
  chart.setOption(optionFor(data, element) as Parameters<typeof chart.setOption>[0]);
  new ResizeObserver(() => chart.resize(height ? { height } : {})).observe(element);
}
