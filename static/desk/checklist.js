"use strict";
// A link to a field leads to where it is typed in, the editor too; what is missing is ticked off while one writes.
{
  const form = document.getElementById("story_form");
  const list = document.getElementById("checklist");
  const field = "input:not([type=hidden]), select, textarea";
  const editorOf = (id) => window.CKEDITOR?.instances[id];
  const target = (link) => link.hash.slice(1);

  const go = (id) => {
    const editor = editorOf(id);
    const place = editor ? editor.container.$ : document.getElementById(id);
    if (!place) return false;
    for (let box = place; box; box = box.parentElement?.closest("details")) if (box.matches("details")) box.open = true;
    // Of a group of rows its first field that can be seen, else the link that adds a row.
    const fields = place.matches(field) ? [place] : [...place.querySelectorAll(`${field}, .add-row a`)];
    let within = fields.find((one) => one.offsetParent) ?? place;
    if (within.matches(".select2-hidden-accessible")) within = within.nextElementSibling.querySelector(".select2-selection");
    (editor ? place : within).scrollIntoView({ block: "center" });
    if (editor) editor.focus();
    else within.focus({ preventScroll: true });
    return true;
  };

  document.addEventListener("click", (event) => {
    if (list && !event.target.closest("#checklist summary")) list.open = false;
    const link = event.target.closest(".problems a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (go(target(link))) event.preventDefault();
  });
  // The page of a step leads here; the editor takes a moment to come.
  const [arrived] = location.hash.match(/(?<=^#)(id_|story_|bylines-).*/) ?? [];
  if (arrived === "id_body") window.CKEDITOR?.on("instanceReady", () => go(arrived));
  else if (arrived) go(arrived);
  // A save would come back to it.
  if (arrived) history.replaceState(null, "", location.pathname + location.search);

  if (list) {
    const lines = () => [...list.querySelectorAll("li")].map((item) => ({ item, id: target(item.querySelector("a")) }));
    const hasPhoto = (row) => row.querySelector("[type=file]")?.files.length || row.querySelector("[name$='-photo-kept']")?.value;
    // Photos that are not saved yet have no number: they are told apart by their order.
    const addNew = () => {
      list.querySelectorAll("li.new").forEach((item) => item.remove());
      const rows = [...form.querySelectorAll(".photo-rows .inline-related:not(.empty-form, [data-number])")];
      rows.filter(hasPhoto).forEach((row, index) => {
        const added = list.querySelector("template").content.cloneNode(true);
        for (const link of added.querySelectorAll("a")) {
          link.hash = row.querySelector(`[name$="-${link.dataset.field}"]`)?.id ?? "";
          link.textContent = link.textContent.replace("[n]", index + 1);
        }
        list.querySelector("ul").append(added);
      });
    };
    const text = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
    const deleted = (row) => row?.querySelector("[name$='-DELETE']")?.checked ?? false;
    // A name or a source in any row that will be kept.
    const named = () => [...form.querySelectorAll("#bylines-group .inline-related, #story_sources-group .inline-related")].some(
      (row) => !row.matches(".empty-form") && !deleted(row) && [...row.querySelectorAll("select:not([name$='-role'])")].some((one) => one.value));
    const met = (id) => {
      if (id === "bylines-group") return named();
      const editor = editorOf(id), input = document.getElementById(id);
      if (!input || deleted(input.closest(".inline-related"))) return true;
      return Boolean((editor?.status === "ready" ? text(editor.getData()) : id === "id_body" ? text(input.value) : input.value).trim());
    };
    const update = () => {
      addNew();
      const items = lines();
      for (const { item, id } of items) item.hidden = met(id);
      const missing = items.filter(({ item }) => !item.hidden);
      list.querySelector("summary b").textContent = missing.length;
      list.classList.toggle("done", missing.length === 0);
      list.classList.toggle("blocked", missing.some(({ item }) => item.matches(".error")));
    };
    let waiting = 0;
    const later = () => { clearTimeout(waiting); waiting = setTimeout(update, 300); };
    for (const kind of ["input", "change", "formset:added", "formset:removed", "story-photos-changed"]) document.addEventListener(kind, later);
    // Select2 tells jQuery alone.
    window.django?.jQuery(form).on("change", later);
    window.CKEDITOR?.on("instanceReady", ({ editor }) => { editor.on("change", later); update(); });
    list.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      list.open = false;
      list.querySelector("summary").focus();
    });
    update();
  }
}
