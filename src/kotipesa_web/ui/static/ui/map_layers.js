// How the data look: a shape and a colour for each kind, flows as bows as wide as they carry.

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const POINTS = ["have", "need", "store", "process", "outlet", "source", "project", "site"];
const SHAPES = {
  have: ["series-2", (c) => polygon(c, [[16, 4], [29, 27], [3, 27]])],
  need: ["series-1", (c) => polygon(c, [[3, 5], [29, 5], [16, 28]])],
  store: ["series-4", (c) => polygon(c, [[5, 5], [27, 5], [27, 27], [5, 27]])],
  process: ["series-5", (c) => polygon(c, [[16, 2], [30, 16], [16, 30], [2, 16]])],
  outlet: ["series-3", (c) => polygon(c, [[10, 3], [22, 3], [29, 16], [22, 29], [10, 29], [3, 16]])],
  source: ["series-6", (c) => polygon(c, [[16, 2], [30, 12], [25, 29], [7, 29], [2, 12]])],
  project: ["spruce", (c) => c.arc(16, 16, 12, 0, 7)],
  site: ["slate", (c) => c.arc(16, 16, 9, 0, 7)],
};
const SIGNS = {
  flow: ["series-2", (c) => polygon(c, [[2, 13], [20, 13], [20, 6], [30, 16], [20, 26], [20, 19], [2, 19]])],
  area: ["area", (c) => polygon(c, [[4, 9], [28, 5], [26, 27], [7, 25]])],
};
export const LAYERS = ["areas", "flows", "points"];

const TONNES = ["coalesce", ["get", "tonnes"], 0];
const OF_KIND = {
  areas: ["==", ["geometry-type"], "Polygon"],
  flows: ["==", ["geometry-type"], "LineString"],
  points: ["all", ["==", ["geometry-type"], "Point"], ["!=", ["get", "kind"], "arrow"]],
  arrows: ["==", ["get", "kind"], "arrow"],
};

export function addDataLayers(map) {
  for (const [kind, [color, trace]] of Object.entries(SHAPES)) {
    map.addImage(kind, picture(token(color), trace), { pixelRatio: 2 });
  }
  map.addSource("told", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  const names = map.getLayer("places") ? "places" : undefined; // they stay readable above the data
  const layer = (id, more) =>
    map.addLayer({ id, source: "told", filter: OF_KIND[id], metadata: { own: OF_KIND[id] }, ...more }, names);
  layer("areas", {
    type: "fill",
    paint: {
      "fill-color": ["match", ["get", "kind"], "have", token(SHAPES.have[0]), "need", token(SHAPES.need[0]), token("area")],
      "fill-opacity": ["match", ["get", "kind"], ["have", "need"], 0.25, 0.75],
      "fill-outline-color": token("spruce"),
    },
  });
  layer("flows", {
    type: "line",
    layout: { "line-cap": "round" },
    paint: {
      "line-color": token("series-2"),
      "line-opacity": 0.62,
      "line-width": ["interpolate", ["linear"], ["sqrt", TONNES], 0, 1.2, 60, 3, 250, 11],
    },
  });
  map.addImage("arrow", picture(token("series-2"), (c) => polygon(c, [[30, 16], [4, 5], [11, 16], [4, 27]])), { pixelRatio: 2 });
  layer("arrows", {
    type: "symbol",
    layout: {
      "icon-image": "arrow",
      "icon-size": ["interpolate", ["linear"], ["sqrt", TONNES], 0, 0.55, 250, 1],
      "icon-rotate": ["get", "angle"],
      "icon-rotation-alignment": "map",
      "icon-allow-overlap": true,
    },
  });
  layer("points", {
    type: "symbol",
    layout: {
      "icon-image": ["match", ["get", "kind"], POINTS, ["get", "kind"], "site"],
      "icon-size": ["interpolate", ["linear"], ["sqrt", TONNES], 0, 1.15, 300, 2.2],
      "icon-allow-overlap": true,
      "text-field": ["step", ["zoom"], "", 10, ["coalesce", ["get", "label"], ""]],
      "text-font": ["sans-serif"],
      "text-size": 12,
      "text-offset": [0, 1.1],
      "text-anchor": "top",
      "text-optional": true,
    },
    paint: { "text-color": token("ink"), "text-halo-color": token("surface"), "text-halo-width": 1.5 },
  });
}

// A flow is told by its two ends; it is drawn as a bow with an arrow in its middle, so that there
// and back are seen apart.
export function bend(feature) {
  const ends = feature.geometry?.type === "LineString" ? feature.geometry.coordinates : [];
  if (ends.length !== 2) return [feature];
  const [[x0, y0], [x1, y1]] = ends;
  const squeeze = Math.cos((((y0 + y1) / 2) * Math.PI) / 180);
  const middle = [(x0 + x1) / 2 - ((y1 - y0) * 0.18) / squeeze, (y0 + y1) / 2 + (x1 - x0) * 0.18 * squeeze];
  const points = Array.from({ length: 25 }, (_, step) => {
    const t = step / 24;
    const mix = (a, b, c) => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c;
    return [mix(x0, middle[0], x1), mix(y0, middle[1], y1)];
  });
  const angle = (Math.atan2(-(y1 - y0), (x1 - x0) * squeeze) * 180) / Math.PI;
  const arrow = { ...feature.properties, kind: "arrow", angle };
  return [
    { ...feature, geometry: { type: "LineString", coordinates: points } },
    { type: "Feature", properties: arrow, geometry: { type: "Point", coordinates: points[12] } },
  ];
}

// Beneath the map stands what its shapes mean, of the kinds that are in view.
export function legend(box, features, words) {
  const kinds = new Set(features.map((feature) => feature.properties.kind));
  const list = document.createElement("ul");
  list.className = "map-legend";
  for (const kind of Object.keys(words.kinds)) {
    if (!kinds.has(kind)) continue;
    const item = document.createElement("li");
    item.append(sign(SHAPES[kind] ?? SIGNS[kind]));
    item.append(` ${words.kinds[kind]}`);
    list.append(item);
  }
  box.parentElement.querySelector(".map-legend")?.remove();
  box.after(list);
}

function sign([color, trace]) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 32;
  canvas.className = "map-sign";
  canvas.setAttribute("aria-hidden", "true");
  paint(canvas.getContext("2d"), token(color), trace);
  return canvas;
}

function picture(color, trace) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 32;
  const context = canvas.getContext("2d");
  paint(context, color, trace);
  return context.getImageData(0, 0, 32, 32);
}

function paint(context, color, trace) {
  context.beginPath();
  trace(context);
  context.closePath();
  context.fillStyle = color;
  context.fill();
  context.lineWidth = 2.5;
  context.lineJoin = "round";
  context.strokeStyle = "#fffdf8";
  context.stroke();
}

function polygon(context, corners) {
  for (const [x, y] of corners) context.lineTo(x, y);
}
