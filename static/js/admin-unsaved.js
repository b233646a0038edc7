// Asks before a page is left on which somebody has written; sending what was written is not leaving it.
"use strict";

{
  const forms = [...document.querySelectorAll("#content form[method=post]:not(#changelist-form)")];
  const sent = new Set();

  const differs = (field) => {
    if (field.disabled || field.readOnly || ["hidden", "submit", "button", "reset"].includes(field.type)) return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    const options = [...field.options];
    // Of a menu without a choice in the page the browser chooses the first.
    const chosen = options.some((option) => option.defaultSelected) || field.multiple ? null : options[0];
    return options.some((option) => option.selected !== (option.defaultSelected || option === chosen));
  };

  // A form that came back holds what was written before.
  const holds = (field) => field.value && (field.matches("textarea, .vTextField") || ["text", "_opened"].includes(field.name));
  const cameBack = (form) =>
    form.matches("[data-came-back]") ? [...form.elements].some(holds) : form.querySelector("[data-came-back]");

  document.addEventListener("submit", (event) => {
    // What opens in another tab, as a preview, saves nothing.
    if (event.submitter?.formTarget !== "_blank") sent.add(event.target);
  });
  window.addEventListener("beforeunload", (event) => {
    const written = (form) => !sent.has(form) && (cameBack(form) || [...form.elements].some(differs));
    if (forms.some(written)) event.preventDefault();
  });
}
