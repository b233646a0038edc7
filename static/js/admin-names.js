// Gives the admin's search-as-you-type boxes the name of their label, which select2 leaves out (WCAG 4.1.2).
"use strict";

{
  const name = (select) => {
    const label = document.querySelector(`label[for="${select.id}"]`);
    const box = select.nextElementSibling;
    if (!label || !box) return;
    const words = [label.textContent.trim().replace(/:$/, "")];
    if (!select.multiple && select.value) words.push(select.selectedOptions[0].textContent.trim());
    for (const part of box.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field")) {
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", words.join(": "));
    }
  };

  // jQuery runs ready handlers in the order in which they came, so select2 has made its boxes by then.
  django.jQuery(() => {
    for (const select of document.querySelectorAll("select.admin-autocomplete")) {
      name(select);
      django.jQuery(select).on("change", () => name(select));
    }
  });
}
