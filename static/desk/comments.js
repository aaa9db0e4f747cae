"use strict";
// Comments are sent without leaving the page, so that nothing typed in the form beside them is disturbed; the
// words selected in the text are taken over as what a comment is about.
{
  const words = document.currentScript.dataset;
  const box = document.getElementById("comments");

  // The words last selected, and the field they stand in.
  let selected = null;
  const place = (element) => {
    if (element.closest(".field-body, .field-text, .cke")) return "body";
    if (element.id === "id_headline" || element.closest(".field-headline")) return "headline";
    if (element.id === "id_lead" || element.closest(".field-lead")) return "lead";
    const number = element.closest(".field-caption") && element.closest(".inline-related")?.dataset.number;
    if (number) return `photo-${number}`;
    return element.closest("[data-field]")?.dataset.field;
  };
  const notice = () => {
    const active = document.activeElement;
    let text, field;
    if (active?.matches("textarea, input[type=text]") && active.selectionStart !== active.selectionEnd) {
      text = active.value.slice(active.selectionStart, active.selectionEnd);
      field = place(active);
    } else {
      const selection = document.getSelection();
      if (!selection.rangeCount || selection.isCollapsed) return;
      const node = selection.getRangeAt(0).commonAncestorContainer;
      text = selection.toString();
      field = place(node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
    }
    if (!text?.trim() || field === undefined || box.contains(active)) return;
    selected = { text: text.trim().slice(0, 1000), field };
    const button = box.querySelector(".take-selection");
    if (button) button.hidden = false;
  };
  document.addEventListener("selectionchange", notice);

  box.addEventListener("click", (event) => {
    if (event.target.closest(".take-selection") && selected) {
      box.querySelector("#id_comment_quote").value = selected.text;
      const select = box.querySelector("#id_comment_field");
      if ([...select.options].some((option) => option.value === selected.field)) select.value = selected.field;
      box.querySelector("#id_comment_text").focus();
    }
    const link = event.target.closest("[data-comment-field]");
    if (link) {
      event.preventDefault();
      const name = link.dataset.commentField;
      const field = name.startsWith("photo-")
        ? document.querySelector(`.photo-rows [data-number="${name.slice(6)}"] textarea`)
        : document.getElementById(`id_${name}`);
      const editor = name === "body" && window.CKEDITOR?.instances.id_body;
      if (editor) editor.focus();
      else (field ?? document.querySelector(".field-text"))?.focus();
      (editor ? editor.container.$ : field)?.scrollIntoView({ block: "center" });
    }
  });

  // What is typed in the other forms, which the answer has anew and empty.
  const which = (form) => form.elements.parent?.value ?? form.id;
  const unsent = (sent) => [...box.querySelectorAll("form")].filter((form) => form !== sent)
    .flatMap((form) => [...form.querySelectorAll("textarea, select")].map(({ name, value }) => ({ form: which(form), name, value })))
    .filter(({ value }) => value);
  const putBack = ({ form, name, value }) => {
    const field = [...box.querySelectorAll("form")].find((one) => which(one) === form)?.elements[name];
    if (!field) return;
    field.value = value;
    field.closest("li details")?.setAttribute("open", "");
  };

  box.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    const form = event.target;
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Fragment": "1" }, redirect: "error" });
      if (answer.status === 400) throw new Error(await answer.text());
      if (!answer.ok) throw new Error();
      const fresh = await answer.text(), others = unsent(form);
      box.innerHTML = fresh;
      others.forEach(putBack);
      for (const one of document.querySelectorAll("[data-comments-count]")) one.textContent = box.querySelector("summary .count").textContent;
      box.querySelector("summary").focus();
    } catch (error) {
      delete form.dataset.sending;
      let said = form.querySelector(".errornote");
      if (!said) { said = document.createElement("p"); said.className = "errornote"; said.setAttribute("role", "alert"); form.prepend(said); }
      said.textContent = (error instanceof TypeError ? "" : error.message) || words.failed;
    }
  });

  // An address that names a comment opens them.
  const open = () => { if (location.hash.startsWith("#comment")) { box.open = true; document.querySelector(location.hash)?.scrollIntoView({ block: "nearest" }); } };
  window.addEventListener("hashchange", open);
  open();
}
