// What is typed into a row and not checked yet stays: no news of that row is shown over it, and
// nobody leaves the page unasked.

function holdsTyped(root) {
  const inputs = [...root.querySelectorAll(".cell-input")];
  return inputs.some((input) => input.value !== input.defaultValue);
}

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (holdsTyped(event.detail.target)) event.detail.shouldSwap = false;
});
window.addEventListener("beforeunload", (event) => {
  if (holdsTyped(document)) event.preventDefault();
});
