// Suggests schools while the name of a setting is typed. All names are fetched once, when the field is reached,
// and looked through here: nothing that is typed leaves the page.
"use strict";

{
  const SHOWN_AT_MOST = 20;
  const LETTERS_AT_LEAST = 2;
  const field = document.getElementById("id_setting_name");
  const list = document.getElementById("setting-names");
  let names = [];

  const folded = (text) =>
    text
      .normalize("NFKD")
      .replace(/&/g, " and ")
      .replace(/[\u0300-\u036f'\u2018\u2019`.]/g, "")
      .toLowerCase();
  const words = (text) => text.match(/[\p{L}\p{N}]+/gu) || [];

  const suggest = () => {
    const typed = folded(field.value);
    const starts = words(typed).map((word) => ` ${word}`);
    const hits = [];
    if (typed.trim().length >= LETTERS_AT_LEAST && starts.length) {
      for (const entry of names) {
        if (starts.every((start) => entry.words.includes(start))) hits.push(entry);
      }
    }
    // What starts as it was typed comes first; the rest stays in the order of the alphabet.
    hits.sort((one, other) => other.words.startsWith(starts[0]) - one.words.startsWith(starts[0]));
    list.replaceChildren(...hits.slice(0, SHOWN_AT_MOST).map((entry) => new Option("", entry.name)));
  };

  const load = async () => {
    try {
      const answer = await fetch(list.dataset.names);
      if (!answer.ok) return;
      names = (await answer.json()).map((name) => ({ name, words: ` ${words(folded(name)).join(" ")}` }));
      suggest();
    } catch {
      // Without the names the field takes what is typed, and its button looks it up.
    }
  };

  if (field && list) {
    field.addEventListener("focus", load, { once: true });
    field.addEventListener("input", suggest);
    if (document.activeElement === field) load();
  }
}
