// Asks before a page is left on which somebody has written; sending what was written is not leaving it.
"use strict";

{
  const written = new Set();

  // A form that came back holds what was written before.
  for (const field of document.querySelectorAll("form[data-came-back] [name=text]")) {
    if (field.value) written.add(field.form);
  }
  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea")) written.add(event.target.form);
  });
  document.addEventListener("submit", (event) => written.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if (written.size) event.preventDefault();
  });
}
