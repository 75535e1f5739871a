// The paper the map is drawn on: borders, water, roads and names, in the colours of the page.

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

export function baseStyle(layers, basemap) {
  const has = (layer) => layers.includes(layer["source-layer"]);
  const source = basemap && layers.length
    ? { base: { type: "vector", url: `pmtiles://${new URL(basemap, location.href).href}` } }
    : {};
  return {
    version: 8,
    sources: source,
    layers: [
      { id: "paper", type: "background", paint: { "background-color": token(layers.length ? "map-paper" : "map-land") } },
      ...drawn().filter(has).map((layer) => ({ source: "base", ...layer })),
    ],
  };
}

function drawn() {
  const name = ["coalesce", ["get", `name_${document.documentElement.lang}`], ["get", "name"], ""];
  return [
    {
      id: "land", type: "fill", "source-layer": "borders", filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": token("map-land") },
    },
    { id: "water", type: "fill", "source-layer": "water", paint: { "fill-color": token("map-water") } },
    {
      id: "roads", type: "line", "source-layer": "roads",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": token("map-road"),
        "line-width": ["interpolate", ["exponential", 1.5], ["zoom"], 6, 0.6, 10, 1.4, 14, 5],
      },
    },
    {
      id: "borders", type: "line", "source-layer": "borders",
      paint: { "line-color": token("map-border"), "line-width": 1, "line-dasharray": [4, 2] },
    },
    {
      id: "places", type: "symbol", "source-layer": "places",
      layout: {
        "text-field": name, "text-font": ["sans-serif"], "text-size": 12, "text-max-width": 8,
        "text-anchor": "top", "text-offset": [0, 0.8], // beneath what is marked at the middle of a town
      },
      paint: { "text-color": token("ink-quiet"), "text-halo-color": token("map-land"), "text-halo-width": 1.4 },
    },
  ];
}
