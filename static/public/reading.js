"use strict";
// How a reader wants to read, remembered on this device alone: size of letters, light or dark.
// Runs before anything is drawn, so that nothing moves or flashes. Without it the device decides.
{
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem(name) ?? ""; } catch { return ""; } };
  const colours = { light: "#fdfcf9", dark: "#121618" };

  const apply = (name, value) => {
    if (value) root.dataset[name] = value; else delete root.dataset[name];
    if (name !== "scheme") return;
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.dataset.own ??= meta.content;
      meta.content = colours[value] ?? meta.dataset.own;
    }
  };

  root.dataset.script = "";
  for (const name of ["size", "scheme"]) apply(name, kept(name));

  document.addEventListener("DOMContentLoaded", () => {
    apply("scheme", kept("scheme"));
    // On a phone the row of sections is too long to show the one that is read. Before anything is drawn there may
    // be no styles yet, and so no row.
    const row = document.querySelector(".sections ul"), here = row?.querySelector("[aria-current]");
    if (here) requestAnimationFrame(() => {
      row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
    });
    const box = document.querySelector(".reading");
    if (!box) return;
    for (const input of box.querySelectorAll("input")) input.checked = input.value === kept(input.name);
    box.addEventListener("change", ({ target }) => {
      try { localStorage.setItem(target.name, target.value); } catch { /* for this page only */ }
      apply(target.name, target.value);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.open) return;
      box.open = false;
      box.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => { if (!box.contains(event.target)) box.open = false; });
  });
}
