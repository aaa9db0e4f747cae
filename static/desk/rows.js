"use strict";
// Rows of a story are put in order with two buttons instead of numbers.
{
  const words = document.currentScript.dataset;
  const rowsOf = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];

  const renumber = (group) => rowsOf(group).forEach((row, index) => {
    const order = row.querySelector(".row-order");
    if (order && order.value !== String(index + 1)) order.value = index + 1;
  });

  const move = (row, step) => {
    const group = row.closest(".inline-group");
    const rows = rowsOf(group);
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row); else other.after(row);
    renumber(group);
    group.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const addButtons = (row) => {
    if (row.querySelector(".row-move") || !row.querySelector(".row-order")) return;
    const box = document.createElement("span");
    box.className = "row-move";
    for (const [step, sign, label] of [[-1, "↑", words.up], [1, "↓", words.down]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.title = label;
      button.setAttribute("aria-label", label);
      button.addEventListener("click", () => { move(row, step); button.focus(); });
      box.append(button);
    }
    row.querySelector("h3").append(box);
    row.classList.add("movable");
  };

  document.querySelectorAll(".inline-related:not(.empty-form)").forEach(addButtons);
  document.addEventListener("formset:added", (event) => addButtons(event.target));
}
