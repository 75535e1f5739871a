// Lets a place or an area be put on the map; the fields of the form hold it, and can be typed in.

const PLACES = 6;

export function draw(map, box, words, Marker) {
  const fields = box.dataset.fields.split(" ").map((id) => document.getElementById(id));
  map.doubleClickZoom.disable();
  box.classList.add("map-drawing");
  if (box.dataset.draw === "point") drawPoint(map, box, words, Marker, fields);
  else drawArea(map, box, words, fields[0]);
}

function drawPoint(map, box, words, Marker, [x, y]) {
  const marker = new Marker({ color: getComputedStyle(document.documentElement).getPropertyValue("--clay") });
  const show = (move) => {
    const place = [number(x.value), number(y.value)];
    if (!isPlace(place)) return marker.remove();
    marker.setLngLat(place).addTo(map);
    if (move) map.jumpTo({ center: place, zoom: Math.max(map.getZoom(), 11) });
    return marker;
  };
  const put = ({ lng, lat }) => {
    write(x, typed(lng));
    write(y, typed(lat));
    show(false);
  };
  map.on("click", (event) => put(event.lngLat));
  for (const field of [x, y]) field.addEventListener("change", () => show(true));
  controls(box, words.point, [[words.put_here, () => put(map.getCenter())]]);
  show(true);
}

function drawArea(map, box, words, field) {
  const style = getComputedStyle(document.documentElement);
  map.addSource("drawn", { type: "geojson", data: shape([]) });
  map.addLayer({ id: "drawn-area", type: "fill", source: "drawn", paint: { "fill-color": style.getPropertyValue("--clay"), "fill-opacity": 0.2 } });
  map.addLayer({ id: "drawn-line", type: "line", source: "drawn", paint: { "line-color": style.getPropertyValue("--clay"), "line-width": 2 } });
  map.addLayer({ id: "drawn-corners", type: "circle", source: "drawn", paint: { "circle-radius": 5, "circle-color": style.getPropertyValue("--clay"), "circle-stroke-color": "#fff", "circle-stroke-width": 1.5 } });
  const corners = () => read(field.value);
  const show = () => map.getSource("drawn").setData(shape(corners()));
  const keep = (points) => {
    write(field, points.map((point) => point.map((value) => value.toFixed(PLACES)).join(" ")).join("\n"));
    show();
  };
  const add = ({ lng, lat }) => keep([...corners(), [lng, lat]]);
  map.on("click", (event) => add(event.lngLat));
  field.addEventListener("change", show);
  controls(box, words.polygon, [
    [words.corner_here, () => add(map.getCenter())],
    [words.take_back, () => keep(corners().slice(0, -1))],
    [words.clear, () => keep([])],
  ]);
  show();
  const [first] = corners();
  if (first) map.jumpTo({ center: first, zoom: 12 });
}

// The same by keyboard: the map moves by arrows, a button takes its middle.
function controls(box, text, buttons) {
  const row = document.createElement("div");
  row.className = "map-draw";
  const help = document.createElement("span");
  help.textContent = text;
  row.append(help);
  for (const [title, act] of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-second button-small";
    button.textContent = title;
    button.addEventListener("click", act);
    row.append(button);
  }
  box.after(row);
}

function shape(corners) {
  const features = corners.map((point) => feature("Point", point));
  if (corners.length > 1) features.push(feature("LineString", [...corners, corners[0]]));
  if (corners.length > 2) features.push(feature("Polygon", [[...corners, corners[0]]]));
  return { type: "FeatureCollection", features };
}

function feature(type, coordinates) {
  return { type: "Feature", properties: {}, geometry: { type, coordinates } };
}

function read(text) {
  const lines = text.split("\n").map((line) => line.trim().split(/[\s;]+/).map(number));
  return lines.filter((point) => point.length === 2 && isPlace(point));
}

// As people type it: a decimal comma, but in English.
function typed(degrees) {
  const text = degrees.toFixed(PLACES);
  return document.documentElement.lang === "en" ? text : text.replace(".", ",");
}

function number(text) {
  return text.trim() === "" ? NaN : Number(text.trim().replace(",", "."));
}

function isPlace([lng, lat]) {
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90;
}

function write(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
