"use strict";
// Rows with a position are put in order by dragging, by two buttons, or with Alt and the arrow keys.
{
  const group = document.getElementById("places-group");
  const rows = () => [...(group?.querySelectorAll("tbody tr.form-row:not(.empty-form)") ?? [])];
  const field = (row) => row.querySelector("input[name$=-position]");
  let dragged = null;

  const renumber = () => rows().forEach((row, index) => { field(row).value = index + 1; });

  const move = (row, target, before) => {
    if (!target || target === row) return;
    if (before) target.before(row); else target.after(row);
    renumber();
  };

  const step = (row, by) => {
    const all = rows();
    move(row, all[all.indexOf(row) + by], by < 0);
  };

  const unmark = () => rows().forEach((row) => row.classList.remove("drop-before", "drop-after"));

  const onUpperHalf = (event, row) => {
    const { top, height } = row.getBoundingClientRect();
    return event.clientY < top + height / 2;
  };

  const tools = (row) => {
    const cell = field(row)?.closest("td");
    if (!cell || cell.querySelector(".place-tools")) return;
    const box = document.createElement("span");
    box.className = "place-tools";
    const grip = document.createElement("span");
    grip.className = "place-grip";
    grip.textContent = "⠿";
    grip.title = gettext("Drag to move");
    grip.draggable = true;
    grip.addEventListener("dragstart", (event) => {
      dragged = row;
      row.classList.add("dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      event.dataTransfer.setDragImage(row, 0, 0);
    });
    grip.addEventListener("dragend", () => { row.classList.remove("dragged"); dragged = null; unmark(); });
    box.append(grip);
    for (const [by, sign, label] of [[-1, "↑", gettext("Move up")], [1, "↓", gettext("Move down")]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.title = label;
      button.setAttribute("aria-label", label);
      button.addEventListener("click", () => { step(row, by); button.focus(); });
      box.append(button);
    }
    cell.append(box);
  };

  group?.addEventListener("dragover", (event) => {
    const row = event.target.closest("tr.form-row");
    if (!dragged || !row) return;
    event.preventDefault();
    unmark();
    row.classList.add(onUpperHalf(event, row) ? "drop-before" : "drop-after");
  });
  group?.addEventListener("drop", (event) => {
    const row = event.target.closest("tr.form-row");
    if (!dragged || !row) return;
    event.preventDefault();
    move(dragged, row, onUpperHalf(event, row));
  });
  group?.addEventListener("keydown", (event) => {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    const row = event.target.closest("tr.form-row");
    if (!row || event.target.matches("select")) return;
    event.preventDefault();
    const active = document.activeElement;
    step(row, event.key === "ArrowUp" ? -1 : 1);
    active.focus();
  });
  document.addEventListener("formset:added", (event) => {
    if (group?.contains(event.target)) { tools(event.target); renumber(); }
  });
  rows().forEach(tools);
}
