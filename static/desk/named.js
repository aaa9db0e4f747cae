// Select2 draws a field of its own in a select's place; a screen reader is to hear there what the select's label says.
"use strict";
{
  const head = (select) => {
    const cell = select.closest("td");
    return cell && cell.closest("table").tHead?.rows[0].cells[cell.cellIndex];
  };

  const nameAll = (where) => {
    for (const select of where.querySelectorAll("select.select2-hidden-accessible")) {
      const label = select.labels[0] || head(select);
      if (!label) continue;
      label.id ||= `${select.id}-name`;
      for (const drawn of select.nextElementSibling.querySelectorAll("[role=combobox], [role=textbox], input")) {
        const value = drawn.getAttribute("aria-labelledby");
        drawn.setAttribute("aria-labelledby", value ? `${label.id} ${value}` : label.id);
      }
    }
  };

  // jQuery tells the page's being ready in the order it was asked to, and Django asked first.
  window.django?.jQuery?.(() => nameAll(document));
  document.addEventListener("formset:added", (event) => nameAll(event.target));
}
