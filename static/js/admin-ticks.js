// In a list of ticks, a click with the shift key gives all between it and the last click the same state.
"use strict";

for (const list of document.querySelectorAll("[data-ticks]")) {
  let last = null;
  list.addEventListener("click", (event) => {
    if (!event.target.matches("input[type=checkbox]")) return;
    const boxes = [...list.querySelectorAll("input[type=checkbox]")];
    const here = boxes.indexOf(event.target);
    const from = event.shiftKey && last !== null ? last : here;
    for (const box of boxes.slice(Math.min(from, here), Math.max(from, here) + 1)) box.checked = event.target.checked;
    last = here;
  });
}
