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
    const head = row.querySelector("h3");
    head.append(box);
    row.classList.add("movable");
    for (const grip of [head, row.querySelector("img.photo-input")]) if (grip) grip.draggable = true;
  };

  // By its heading or its picture a row is dragged among those of its group.
  let dragged = null;
  const over = (event) => {
    const row = event.target.closest?.(".inline-related:not(.empty-form)");
    return dragged && dragged.closest(".inline-group").contains(event.target) ? row ?? dragged : null;
  };
  document.addEventListener("dragstart", (event) => {
    const grip = event.target;
    dragged = grip.matches?.(".movable h3, .movable img.photo-input") ? grip.closest(".inline-related") : null;
    if (!dragged) return;
    dragged.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
  });
  document.addEventListener("dragover", (event) => {
    const row = over(event);
    if (!row) return;
    event.preventDefault();
    if (row === dragged) return;
    const { top, height } = row.getBoundingClientRect();
    if (event.clientY < top + height / 2) row.before(dragged); else row.after(dragged);
  });
  document.addEventListener("drop", (event) => { if (over(event)) event.preventDefault(); });
  document.addEventListener("dragend", () => {
    if (!dragged) return;
    const group = dragged.closest(".inline-group");
    dragged.classList.remove("dragged");
    dragged = null;
    renumber(group);
    group.dispatchEvent(new Event("change", { bubbles: true }));
  });
  window.putRowsInOrder = renumber;

  document.querySelectorAll(".inline-related:not(.empty-form)").forEach(addButtons);
  document.addEventListener("formset:added", (event) => addButtons(event.target));
}
