// Shows maps: our own paper and roads beneath, what a GeoJSON address tells above.

import * as maplibregl from "maplibre-gl";
import { PMTiles, Protocol } from "pmtiles";
import { baseStyle } from "ui/map_style";
import { addDataLayers, bend, legend, LAYERS } from "ui/map_layers";
import { draw } from "ui/map_drawing";

const HOME = { center: [24.9, 60.35], zoom: 7.5 };
const WAIT_MS = 250;
let protocol;

export function showAll(boxes) {
  for (const box of boxes) show(box).catch((fault) => fail(box, fault));
}

async function show(box) {
  if (box.dataset.shown) return;
  box.dataset.shown = "yes";
  prepare();
  const words = JSON.parse(box.dataset.words);
  const base = await basemapOf(box.dataset.basemap);
  const map = new maplibregl.Map({
    container: box,
    style: baseStyle(base.layers, box.dataset.basemap),
    locale: localeOf(words, box.dataset.label),
    attributionControl: { compact: true },
    dragRotate: false,
    pitchWithRotate: false,
    maxPitch: 0,
    ...startOf(box.dataset.bounds?.split(",").map(Number) ?? base.bounds),
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibregl.ScaleControl(), "bottom-left");
  await new Promise((ready) => map.once("load", ready));
  map.resize(); // its box may have had no size yet when it was made
  addDataLayers(map);
  if (box.dataset.source) follow(map, box, words);
  if (box.dataset.draw) draw(map, box, words, maplibregl.Marker);
  if (box.dataset.month) narrow(map, document.getElementById(box.dataset.month));
}

function prepare() {
  if (protocol) return;
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = import.meta.resolve("maplibre-gl/style");
  document.head.append(style);
  maplibregl.setWorkerUrl(import.meta.resolve("maplibre-gl/worker"));
  protocol = new Protocol({ metadata: true });
  maplibregl.addProtocol("pmtiles", protocol.tile);
}

async function basemapOf(basemap) {
  if (!basemap) return { layers: [] };
  try {
    const archive = new PMTiles(new URL(basemap, location.href).href);
    protocol.add(archive);
    const [told, head] = await Promise.all([archive.getMetadata(), archive.getHeader()]);
    const layers = told.vector_layers.map((layer) => layer.id);
    return { layers, bounds: [head.minLon, head.minLat, head.maxLon, head.maxLat] };
  } catch {
    return { layers: [] }; // Without a base map the data stand on plain paper.
  }
}

function startOf(bounds) {
  return bounds ? { bounds, fitBoundsOptions: { padding: 20 } } : HOME;
}

// Asks for what is in view, again when the view has rested somewhere else.
function follow(map, box, words) {
  let asked = new AbortController();
  let timer;
  const ask = async (bounds) => {
    asked.abort();
    asked = new AbortController();
    const address = new URL(box.dataset.source, location.href);
    if (bounds) address.searchParams.set("bbox", bounds.toArray().flat().map((x) => x.toFixed(5)).join(","));
    try {
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "application/geo+json" } });
      if (!answer.ok) throw new Error(`${answer.status} ${address.pathname}`);
      const told = await answer.json();
      map.getSource("told").setData({ ...told, features: told.features.flatMap(bend) });
      legend(box, told.features, words);
      return told;
    } catch (fault) {
      if (fault.name !== "AbortError") fail(box, fault);
      return null;
    }
  };
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(map.getBounds()), WAIT_MS);
  };
  const first = box.dataset.bounds ? ask(map.getBounds()) : ask(null).then((told) => told && fit(map, told.features));
  first.then(() => map.on("moveend", again));
  tell(map, words);
}

function fit(map, features) {
  const bounds = new maplibregl.LngLatBounds();
  for (const feature of features) {
    const points = feature.geometry?.coordinates.flat(Infinity) ?? [];
    for (let index = 0; index + 1 < points.length; index += 2) bounds.extend([points[index], points[index + 1]]);
  }
  if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 50, maxZoom: 14, animate: false });
}

// A click tells what is there, with a link to its page.
function tell(map, words) {
  for (const layer of LAYERS) {
    map.on("mouseenter", layer, () => { map.getCanvas().classList.add("map-over"); });
    map.on("mouseleave", layer, () => { map.getCanvas().classList.remove("map-over"); });
  }
  map.on("click", (event) => {
    const [found] = map.queryRenderedFeatures(event.point, { layers: LAYERS });
    if (!found) return;
    new maplibregl.Popup({ maxWidth: "20rem" })
      .setLngLat(event.lngLat)
      .setDOMContent(card(found.properties, words))
      .addTo(map);
  });
}

function card(told, words) {
  const box = document.createElement("div");
  const title = document.createElement("p");
  const strong = document.createElement("strong");
  strong.textContent = told.label ?? words.kinds[told.kind] ?? "";
  title.append(strong);
  box.append(title);
  for (const text of [told.label ? words.kinds[told.kind] : "", told.text]) {
    if (!text) continue;
    const line = document.createElement("p");
    line.textContent = text;
    box.append(line);
  }
  if (told.href) {
    const link = document.createElement("a");
    link.href = told.href;
    link.textContent = words.open;
    box.append(link);
  }
  return box;
}

// Shows what has no month, and what has the one in the field; an empty field shows everything.
function narrow(map, field) {
  const apply = () => {
    const month = field.value;
    const wanted = ["any", ["!", ["has", "month"]], ["==", ["get", "month"], month]];
    for (const layer of [...LAYERS, "arrows"]) {
      const own = map.getLayer(layer).metadata.own;
      map.setFilter(layer, month ? ["all", own, wanted] : own);
    }
  };
  field.addEventListener("input", apply);
  apply();
}

function localeOf(words, label) {
  return {
    "Map.Title": label,
    "NavigationControl.ZoomIn": words.zoom_in,
    "NavigationControl.ZoomOut": words.zoom_out,
    "Popup.Close": words.close,
    "AttributionControl.ToggleAttribution": words.sources,
    "Marker.Title": words.marker,
  };
}

function fail(box, fault) {
  console.warn(fault);
  if (box.parentElement.querySelector(".map-failed")) return;
  const text = document.createElement("p");
  text.className = "map-failed";
  text.setAttribute("role", "status");
  text.textContent = JSON.parse(box.dataset.words).failed;
  box.after(text);
}
