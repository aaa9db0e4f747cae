"use strict";
// How long the headline, the lead and the text are, against what the house allows; and the keys of the form.
{
  const words = document.currentScript.dataset;
  const number = new Intl.NumberFormat("vi");
  // As newsrooms count: "chữ" are syllables between spaces, characters include the spaces.
  const count = (text) => text.match(/[^\s]*[\p{L}\p{N}][^\s]*/gu)?.length ?? 0;
  const length = (text) => [...text.normalize("NFC").trim()].length;
  const fill = (text, ...values) => values.reduce((said, value) => said.replace("%s", typeof value === "number" ? number.format(value) : value), text);
  const show = (place, text, over) => {
    if (place.textContent !== text) place.textContent = text;
    place.classList.toggle("warning", over);
  };
  const below = (field) => {
    const place = document.createElement("div");
    place.className = "about length";
    place.id = `${field.id}_length`;
    (field.closest(".flex-container") ?? field).after(place);
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), place.id].filter(Boolean).join(" "));
    return place;
  };

  const counted = (field, characters, most) => {
    const place = below(field);
    const update = () => {
      const [long, many] = [length(field.value), count(field.value)];
      const over = [long > characters && fill(words.overCharacters, long - characters), many > most && fill(words.overWords, many - most)].filter(Boolean);
      show(place, [fill(words.length, long, characters, many, most), ...over].join(" · "), over.length > 0);
    };
    field.addEventListener("input", update);
    update();
  };
  for (const name of ["headline", "lead"]) {
    const field = document.getElementById(`id_${name}`);
    if (field) counted(field, Number(words[`${name}Characters`]), Number(words[`${name}Words`]));
  }

  const body = document.getElementById("id_body");
  if (body) {
    const place = document.createElement("div");
    place.className = "about length";
    (body.closest(".form-row") ?? body).append(place);
    const text = (html) => new DOMParser().parseFromString(html.replace(/<\/(p|h\d|li|td|th)>|<br>/g, " $&"), "text/html").body.textContent;
    const update = () => {
      const editor = window.CKEDITOR?.instances.id_body;
      const many = count(editor?.status === "ready" ? editor.editable().$.innerText : text(body.value));
      show(place, fill(words.body, many, Math.max(1, Math.round(many / Number(words.speed)))), false);
    };
    let waiting = 0;
    const later = () => { clearTimeout(waiting); waiting = setTimeout(update, 400); };
    body.addEventListener("input", later);
    window.CKEDITOR?.on("instanceReady", ({ editor }) => { editor.on("change", later); update(); });
    update();
  }

  const keys = document.getElementById("keys");
  const press = (selector) => document.querySelector(selector)?.click();
  const bound = {
    KeyS: (event) => (event.ctrlKey || event.metaKey) && (() => press(".story-buttons [name=_continue]")),
    Enter: (event) => (event.ctrlKey || event.metaKey) && (() => press(".story-buttons :is(.step-submit, .step-forward)")),
    KeyP: (event) => event.altKey && !event.ctrlKey && (() => press(".story-bar .preview")),
    Slash: (event) => (event.ctrlKey || event.metaKey) && (() => (keys.open ? keys.close() : keys.showModal())),
  };
  // Before the editor has them.
  window.addEventListener("keydown", (event) => {
    if (event.shiftKey || event.repeat) return;
    const action = bound[event.code]?.(event);
    if (!action) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    action();
  }, true);
  document.getElementById("keys-button")?.addEventListener("click", () => keys.showModal());
  keys?.querySelector("button").addEventListener("click", () => keys.close());
}
