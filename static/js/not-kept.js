// Keeps the browser from bringing back what was typed into an enquiry. The pages say that it does not.
"use strict";

{
  const { reloadAddress, unkeptAddress } = document.currentScript.dataset;

  // Browsers write what was sent for the page of a tab into their session files. With an address of its own,
  // one that asks for nothing, a stopped message is no longer part of the tab, and a reload shows who to ring.
  // At once, before the rest of the page is read: they write every few seconds.
  if (reloadAddress) history.replaceState(null, "", reloadAddress);

  // Chromium keeps a page whole for Back in spite of no-store, unless its scripts have read a no-store answer.
  fetch(unkeptAddress, { method: "HEAD" }).catch(() => {});

  // Where a page is kept nevertheless, it is blank there, and asked for anew.
  addEventListener("pagehide", (event) => {
    if (event.persisted) document.documentElement.hidden = true;
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.replace(location.pathname + location.search);
  });
}
