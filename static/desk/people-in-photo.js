"use strict";
// Who is in a picture, from the left: a list put in order by dragging, by buttons or with Alt and the arrows;
// and a caption proposed from it, which is added to what stands there and can be taken back.
{
  const words = document.currentScript.dataset;
  const $ = window.django.jQuery;
  let dragged = null;

  const button = (text, label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    if (label) made.title = label;
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  };
  const chosen = (select) => [...select.options].filter((option) => option.selected);
  const changed = (select) => { $(select).trigger("change"); select.form.dispatchEvent(new Event("change")); };

  // The order of the options is the order that the form sends.
  const place = (select, option, target, before) => {
    if (!target || target === option) return;
    if (before) target.before(option); else target.after(option);
    changed(select);
  };
  const step = (select, option, by) => {
    const all = chosen(select);
    place(select, option, all[all.indexOf(option) + by], by < 0);
    list(select).querySelector(`[data-value="${option.value}"] .person-name`)?.focus();
  };
  const remove = (select, option) => {
    const at = chosen(select).indexOf(option);
    option.selected = false;
    changed(select);
    (list(select).querySelectorAll(".person-name")[Math.max(0, at - 1)] ?? select.closest(".form-row").querySelector(".select2-search__field"))?.focus();
  };

  const list = (select) => {
    const box = select.closest(".form-row");
    let made = box.querySelector("ol.from-left");
    if (made) return made;
    made = document.createElement("ol");
    made.className = "from-left";
    made.setAttribute("aria-label", box.querySelector("label")?.textContent.replace(/:$/, "") ?? "");
    box.append(made);
    box.classList.add("has-list");
    return made;
  };
  const show = (select) => {
    // Select2 gives the field that one types in no name.
    select.closest(".form-row").querySelector(".select2-search__field")?.setAttribute("aria-label", list(select).getAttribute("aria-label"));
    list(select).replaceChildren(...chosen(select).map((option, index, all) => {
      const item = document.createElement("li");
      const name = document.createElement("span");
      item.draggable = true;
      item.dataset.value = option.value;
      name.className = "person-name";
      name.tabIndex = 0;
      name.textContent = `${index + 1}. ${option.text}`;
      name.title = words.drag;
      const left = button("←", `${words.left}: ${option.text}`, () => step(select, option, -1));
      const right = button("→", `${words.right}: ${option.text}`, () => step(select, option, 1));
      left.disabled = index === 0;
      right.disabled = index === all.length - 1;
      item.append(name, left, right, button("×", `${words.remove}: ${option.text}`, () => remove(select, option)));
      item.addEventListener("keydown", (event) => {
        const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
        if (!event.altKey || !by) return;
        event.preventDefault();
        step(select, option, by);
      });
      item.addEventListener("dragstart", (event) => {
        dragged = { select, option };
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", option.text);
      });
      item.addEventListener("dragend", () => { dragged = null; });
      item.addEventListener("dragover", (event) => { if (dragged?.select === select) event.preventDefault(); });
      item.addEventListener("drop", (event) => {
        if (dragged?.select !== select) return;
        event.preventDefault();
        const { left: start, width } = item.getBoundingClientRect();
        place(select, dragged.option, option, event.clientX < start + width / 2);
      });
      return item;
    }));
  };

  const propose = async (row, said) => {
    const caption = row.querySelector("textarea[name$='-caption']");
    const query = new URLSearchParams({ day: document.getElementById("id_event_date")?.value ?? "" });
    for (const option of chosen(row.querySelector("select[name$='-in_picture']"))) query.append("person", option.value);
    const answer = await fetch(`${words.url}?${query}`, { headers: { Accept: "application/json" } })
      .then((response) => (response.ok && !response.redirected ? response.json() : null)).catch(() => null);
    if (!answer?.caption) { said.textContent = answer?.about ?? words.failed; return; }
    const before = caption.value;
    if (before.includes(answer.caption)) { said.textContent = words.already; return; }
    caption.focus();
    caption.setSelectionRange(before.length, before.length);
    const added = (before.trim() && !/\s$/.test(before) ? " " : "") + answer.caption;
    // Typed as by hand, so that Ctrl+Z takes it back too.
    if (!document.execCommand("insertText", false, added)) caption.value = before + added;
    caption.dispatchEvent(new Event("change", { bubbles: true }));
    const after = caption.value;
    const undo = button(words.undo, "", () => {
      caption.value = before;
      caption.dispatchEvent(new Event("change", { bubbles: true }));
      said.textContent = words.undone;
      caption.focus();
    });
    caption.addEventListener("input", () => { if (caption.value !== after) undo.remove(); });
    said.replaceChildren(`${answer.about} `, undo);
  };

  const prepare = (row) => {
    const select = row.querySelector("select[name$='-in_picture']");
    const caption = row.querySelector("textarea[name$='-caption']");
    if (!select || !caption || row.querySelector(".propose")) return;
    const box = document.createElement("div");
    const said = document.createElement("span");
    box.className = "propose";
    said.setAttribute("role", "status");
    box.append(button(words.propose, "", () => propose(row, said)), said);
    caption.after(box);
    $(select).on("select2:select", (event) => {
      // One found again goes to the right end, wherever it stood before.
      const option = [...select.options].find((one) => one.value === String(event.params.data.id));
      if (option) select.append(option);
      changed(select);
    });
    $(select).on("change", () => show(select));
    show(select);
  };

  document.querySelectorAll(".photo-rows .inline-related:not(.empty-form)").forEach(prepare);
  document.addEventListener("formset:added", (event) => { if (event.target.closest(".photo-rows")) prepare(event.target); });
}
