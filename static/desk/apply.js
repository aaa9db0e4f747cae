"use strict";
// Credit and rights of one photo of a story are given to all of its photos by one button, and back by another.
{
  const words = document.currentScript.dataset;
  const group = document.querySelector(".photo-rows");
  const rows = () => [...(group?.querySelectorAll(".inline-related:not(.empty-form)") ?? [])];
  // Not by the end of its name alone: beside the rights there is a hidden field with those there were.
  const fields = (row) => [row.querySelector('input[name$="-credit"]'), row.querySelector("select.photo-rights")];

  const set = (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const apply = (from, said, undo) => {
    const values = fields(from).map((field) => field?.value.trim() ?? "");
    const before = [];
    for (const row of rows()) {
      if (row === from || row.querySelector('[name$="-DELETE"]')?.checked) continue;
      fields(row).forEach((field, index) => {
        if (!field || field.disabled || !values[index] || field.value === values[index]) return;
        before.push([field, field.value, values[index]]);
        set(field, values[index]);
      });
    }
    const changed = new Set(before.map(([field]) => field.closest(".inline-related"))).size;
    const done = changed ? words.done.replace("[n]", changed) : words.already;
    said.textContent = values.some(Boolean) ? done : words.empty;
    undo.hidden = !before.length;
    undo.onclick = () => {
      // What was typed since is left alone.
      for (const [field, old, given] of before) if (field.value === given) set(field, old);
      said.textContent = words.undone;
      undo.hidden = true;
      undo.previousElementSibling.focus();
    };
  };

  const addTo = (row) => {
    const place = fields(row)[0]?.closest(".form-row");
    if (!place || row.querySelector(".apply-all")) return;
    const box = document.createElement("div");
    box.className = "apply-all";
    const [give, undo] = [words.apply, words.undo].map((label) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      return button;
    });
    undo.hidden = true;
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    give.addEventListener("click", () => apply(row, said, undo));
    box.append(give, undo, said);
    place.append(box);
  };

  const renew = () => {
    rows().forEach(addTo);
    group?.classList.toggle("one-photo", rows().length < 2);
  };

  renew();
  document.addEventListener("formset:added", renew);
  document.addEventListener("formset:removed", renew);
}
