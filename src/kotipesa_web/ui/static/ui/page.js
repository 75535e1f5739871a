// What every page does: lead to errors, and bring charts and maps where there are any.

const summary = document.querySelector("[data-error-summary]");
if (summary) summary.focus();

// A menu closes when Escape is pressed in it or the focus goes elsewhere.
for (const menu of document.querySelectorAll("details.menu")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget)) menu.open = false;
  });
}

async function bring(root) {
  const charts = root.querySelectorAll("[data-chart]");
  if (charts.length) (await import("ui/charts")).drawAll(charts);
  const maps = root.querySelectorAll("[data-map]");
  if (maps.length) (await import("ui/map")).showAll(maps);
}

bring(document);
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) bring(event.target);
});
// htmx asks with the same token as forms do.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});
