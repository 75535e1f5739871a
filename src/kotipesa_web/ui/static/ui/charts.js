// Draws charts from the tables of the page: what the table says is what the chart shows.

import * as echarts from "echarts";
import { optionOf } from "ui/chart_options";

export function drawAll(figures) {
  for (const figure of figures) draw(figure);
}

function draw(figure) {
  const table = document.getElementById(figure.dataset.table);
  const canvas = figure.querySelector(".chart-canvas");
  if (!table || !canvas || canvas.dataset.drawn) return;
  canvas.hidden = false;
  canvas.dataset.drawn = "yes";
  const title = figure.querySelector("figcaption").textContent.trim();
  try {
    const chart = echarts.init(canvas, null, { renderer: "svg" });
    chart.setOption(optionOf(figure.dataset, read(table), look(), title));
    canvas.setAttribute("role", "img");
    new ResizeObserver(() => chart.resize()).observe(canvas);
  } catch (fault) {
    // The table says the same, so a chart that cannot be drawn only leaves its place.
    console.warn(fault);
    canvas.hidden = true;
    figure.querySelector("details").open = true;
  }
}

function read(table) {
  const columns = [...table.tHead.rows[0].cells].map((cell) => ({
    name: cell.dataset.column,
    title: cell.dataset.title,
  }));
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells].map(readCell));
  const place = new Map(columns.map((column, index) => [column.name, index]));
  return {
    title: (name) => columns[place.get(name)].title,
    texts: (name) => rows.map((row) => row[place.get(name)].text),
    numbers: (name) => rows.map((row) => row[place.get(name)].number),
  };
}

function readCell(cell) {
  const value = cell.dataset.value;
  return { text: cell.textContent.trim(), number: value === undefined ? null : Number(value) };
}

// Colours and letters come from tokens.css, so charts look like the page.
function look() {
  const style = getComputedStyle(document.documentElement);
  const token = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    series: [1, 2, 3, 4, 5, 6].map((number) => token(`series-${number}`)),
    ink: token("ink"),
    quiet: token("ink-quiet"),
    line: token("line"),
    surface: token("surface"),
    font: getComputedStyle(document.body).fontFamily,
  };
}
