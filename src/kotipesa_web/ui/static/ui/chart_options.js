// Says how each kind of chart is drawn; `data` are the attributes of the figure.

const DASHES = ["solid", "dashed", "dotted", [12, 4, 2, 4]];
const SYMBOLS = ["circle", "rect", "triangle", "diamond"];

export function optionOf(data, table, look, title) {
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  const words = { number: (value) => number.format(value), unit: data.unit ?? "" };
  const option = data.chart === "sankey" ? sankey(data, table, look, words) : axes(data, table, look, words);
  return {
    animation: false,
    color: look.series,
    textStyle: { fontFamily: look.font, color: look.ink },
    aria: { enabled: true, label: { description: title }, decal: { show: data.chart === "bars" || data.chart === "stacked" } },
    ...option,
  };
}

function axes(data, table, look, words) {
  const names = data.series.split(" ");
  const bands = (data.bands ?? "").split(" ").map((band) => band.split(":"));
  const text = { color: look.quiet, fontSize: 12 };
  const series = names.flatMap((name, index) => [
    ...(bands[index]?.length === 2 ? band(table, bands[index], look.series[index]) : []),
    one(data.chart, table, name, index, look.series[index % look.series.length]),
  ]);
  return {
    grid: { left: 8, right: 28, top: 40, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, data: names.map(table.title), itemWidth: 28, textStyle: { color: look.ink } },
    tooltip: tooltip("axis", look, (value) => withUnit(value, words)),
    xAxis: {
      type: "category",
      data: table.texts(data.along),
      boundaryGap: data.chart !== "line",
      axisLabel: { ...text, hideOverlap: true, margin: 14 },
      axisLine: { lineStyle: { color: look.quiet } },
      axisTick: { show: false },
    },
    yAxis: {
      type: "value",
      axisLabel: { ...text, formatter: words.number },
      splitLine: { lineStyle: { color: look.line } },
    },
    series,
  };
}

function one(kind, table, name, index, color) {
  const common = { name: table.title(name), data: table.numbers(name), color };
  if (kind !== "line") {
    return { ...common, type: "bar", stack: kind === "stacked" ? "all" : undefined, barMaxWidth: 44 };
  }
  return {
    ...common,
    type: "line",
    symbol: SYMBOLS[index % SYMBOLS.length],
    symbolSize: 6,
    lineStyle: { width: 2.5, type: DASHES[index % DASHES.length] },
    z: 3,
  };
}

// An interval is the room between two lines: the lower one unseen, the rest stacked on it and tinted.
function band(table, [low, high], color) {
  const bottom = table.numbers(low);
  const top = table.numbers(high);
  const unseen = {
    type: "line", stack: `${low}:${high}`, stackStrategy: "all", symbol: "none", silent: true,
    lineStyle: { opacity: 0 }, tooltip: { show: false }, emphasis: { disabled: true },
  };
  return [
    { ...unseen, data: bottom },
    {
      ...unseen,
      data: top.map((value, index) => (value === null ? null : value - bottom[index])),
      areaStyle: { color, opacity: 0.16 },
    },
  ];
}

function sankey(data, table, look, words) {
  const [from, to] = data.along.split(" ").map((name) => table.texts(name));
  const amounts = table.numbers(data.series);
  const links = from.map((source, index) => ({ source, target: to[index], value: amounts[index] }));
  const nodes = [...new Set([...from, ...to])].map((name) => ({ name }));
  return {
    tooltip: tooltip("item", look, (value) => withUnit(value, words)),
    series: [{
      type: "sankey", data: nodes, links, left: 4, right: 150, top: 12, bottom: 12, nodeGap: 14,
      label: { color: look.ink, fontSize: 13 },
      lineStyle: { color: "gradient", opacity: 0.4 },
      itemStyle: { borderWidth: 0 },
      emphasis: { focus: "adjacency" },
    }],
  };
}

// Drawn inside the picture: a box made of HTML would need styles the page forbids.
function tooltip(trigger, look, valueFormatter) {
  return {
    trigger, valueFormatter, renderMode: "richText", confine: true,
    backgroundColor: look.surface, borderColor: look.line, textStyle: { color: look.ink, fontSize: 13 },
  };
}

function withUnit(value, words) {
  if (value === null || value === undefined) return "–";
  return words.unit ? `${words.number(value)} ${words.unit}` : words.number(value);
}
