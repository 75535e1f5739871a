// A place put on the map is in degrees, whatever system was chosen before.

const system = document.getElementById("id_crs");
for (const id of ["id_x", "id_y"]) {
  document.getElementById(id).addEventListener("input", (event) => {
    if (!event.isTrusted) system.value = "EPSG:4326";
  });
}
