// Leads "Back to the list" to the list as it was, the words that were searched for included. They may be a
// name, so no other address carries them: this tab of the browser remembers the address of its last list.
"use strict";

{
  const key = "list of enquiries";
  const links = document.querySelectorAll("a[data-way-back]");

  if (document.body.classList.contains("change-list")) {
    // Also for a list that the browser shows again without loading it.
    addEventListener("pageshow", () => sessionStorage.setItem(key, location.pathname + location.search));
  }
  for (const link of links) {
    const list = sessionStorage.getItem(key);
    if (list?.split("?")[0] === link.pathname) link.href = list;
  }
}
