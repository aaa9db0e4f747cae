"use strict";
// Leaving with unsaved changes asks first; a second press of a button does nothing.
{
  const form = document.getElementById("story_form");
  let changed = form?.querySelector(".errornote") !== null || document.querySelector("script[data-unsaved]") !== null;
  let sent = false;

  const editorChanged = () => Object.values(window.CKEDITOR?.instances ?? {}).some((one) => one.checkDirty());

  form?.addEventListener("input", () => { changed = true; });
  form?.addEventListener("change", () => { changed = true; });
  form?.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
    form.classList.add("sending");
  });
  window.addEventListener("pageshow", () => { sent = false; form?.classList.remove("sending"); });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && form?.elements._continue && (changed || editorChanged())) event.preventDefault();
  });
}
