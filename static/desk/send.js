"use strict";
// The page of a story's photos: what is sent attaches at once, and words are saved as one leaves a field.
{
  const page = document.querySelector(".send");
  const form = document.getElementById("send-form");
  const photos = document.getElementById("photos");
  const state = document.getElementById("state");
  const forAll = page.querySelector(".for-all");
  const light = document.getElementById("light");
  let outOfOrder = false;

  const token = () =>
    document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
  const words = (text, values) => interpolate(text, values, true);
  page.classList.add("scripted");
  light.closest("p").hidden = false;
  try { light.checked = localStorage.getItem("light-photos") === "1"; } catch { /* it is forbidden */ }
  light.addEventListener("change", () => { try { localStorage.setItem("light-photos", light.checked ? "1" : ""); } catch { /* so */ } });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("beforeunload", (event) => { if (unsaved.size) event.preventDefault(); });

  // Small files overtake large ones on their way; the cards stand as the files were chosen.
  const arrived = (answer, item) => {
    let card = photos.querySelector(`[data-number="${answer.number}"]`);
    const known = Boolean(card);
    if (!known) {
      card = document.createRange().createContextualFragment(answer.html).querySelector("li");
      card.dataset.place = item.place;
      const later = [...photos.children].find((one) => Number(one.dataset.place) > item.place);
      if (later) { later.before(card); outOfOrder = true; } else photos.append(card);
      ready(card);
    }
    takeOver(item, card, known);
    forAll.hidden = photos.children.length < 2;
  };

  // What was written of a photo on its way goes into its card, and the cursor with it.
  const takeOver = (item, card, known) => {
    const typing = item.row.contains(document.activeElement) ? document.activeElement : null;
    for (const [name, text] of Object.entries(item.words)) {
      const field = card.querySelector(`[data-field="${name}"]`);
      if (text.trim() && !(known && field.value)) field.value = text;
    }
    keepWords(card);
    save(card);
    if (!typing?.dataset.words) return;
    const field = card.querySelector(`[data-field="${typing.dataset.words}"]`);
    field.focus();
    field.setSelectionRange(typing.selectionStart, typing.selectionEnd);
  };

  // A photo on its way may be described already.
  let drawing = Promise.resolve();
  const described = (item) => {
    const box = document.createElement("div");
    box.className = "words";
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", item.file.name);
    box.append(canvas);
    drawing = drawing.then(() => createImageBitmap(item.file, { resizeWidth: 240 })).then((picture) => {
      [canvas.width, canvas.height] = [picture.width, picture.height];
      canvas.getContext("2d").drawImage(picture, 0, 0);
      picture.close();
    }).catch(() => canvas.remove());
    for (const [name, tag, label] of [["caption", "textarea", gettext("Caption")], ["people", "input", gettext("People, from the left")]]) {
      const field = document.createElement(tag);
      field.id = `waiting${item.place}-${name}`;
      field.dataset.words = name;
      field.value = item.words[name] ?? "";
      const note = () => { item.words[name] = field.value; item.note(); };
      field.addEventListener("input", note);
      field.addEventListener("change", note);
      const place = document.createElement("div");
      place.className = "people";
      place.append(Object.assign(document.createElement("label"), { htmlFor: field.id, textContent: label }), field);
      box.append(place);
      if (name === "people") window.peopleTyped(field, page.dataset.people);
    }
    item.row.append(box);
  };

  // Words.

  const unsaved = new Map();
  const said = (field) => field.dataset.was ?? field.defaultValue ?? "";

  // Until they are saved, words are kept in this browser, with what they replace.
  const drawer = (card) => `photo-words:${page.dataset.story}:${card.dataset.number}`;
  const differing = (card) => [...card.querySelectorAll("[data-field]")].filter((field) => field.value !== said(field));
  // Not what somebody else changed meanwhile, until it is written anew (`theirs`: what they wrote).
  const changed = (card) => differing(card).filter((field) => !("theirs" in field.dataset));
  const keepWords = (card) => {
    const now = Object.fromEntries(differing(card).map((field) => [field.dataset.field, [said(field), field.value]]));
    try {
      if (Object.keys(now).length) localStorage.setItem(drawer(card), JSON.stringify(now));
      else localStorage.removeItem(drawer(card));
    } catch { /* it is forbidden: the page asks before it is left */ }
  };
  const keptWords = (card) => { try { return JSON.parse(localStorage.getItem(drawer(card))) ?? {}; } catch { return {}; } };

  const ready = (card) => {
    for (const field of card.querySelectorAll("[data-field]")) {
      field.dataset.was = field.value;
      field.addEventListener("input", () => {
        if ("theirs" in field.dataset) field.dataset.was = field.dataset.theirs;
        delete field.dataset.theirs;
        keepWords(card);
      });
      field.addEventListener("change", () => { keepWords(card); save(card); });
    }
    for (const [name, [was, now]] of Object.entries(keptWords(card))) {
      const field = card.querySelector(`[data-field="${name}"]`);
      if (field && field.value !== now) [field.dataset.was, field.value] = [was, now];
    }
    if (changed(card).length) save(card); else keepWords(card);
    window.peopleTyped(card.querySelector('[data-field="people"]'), page.dataset.people);
    const move = document.createElement("div");
    move.className = "move";
    for (const [by, sign, label] of [[-1, "↑", gettext("Move up")], [1, "↓", gettext("Move down")]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = sign;
      button.setAttribute("aria-label", label);
      button.addEventListener("click", () => {
        const other = by < 0 ? card.previousElementSibling : card.nextElementSibling;
        if (!other) return;
        if (by < 0) other.before(card); else other.after(card);
        button.focus();
        putInOrder();
      });
      move.append(button);
    }
    card.querySelector(".top").append(move);
    const picture = card.querySelector("img, .photo-waiting");
    picture.draggable = true;
    picture.addEventListener("dragstart", (event) => {
      card.classList.add("dragged");
      event.dataTransfer.setData("text/plain", card.dataset.number);
    });
    picture.addEventListener("dragend", () => card.classList.remove("dragged"));
  };
  photos.addEventListener("dragover", (event) => {
    const dragged = photos.querySelector(".dragged");
    const over = event.target.closest(".card");
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged); else over.after(dragged);
  });
  photos.addEventListener("drop", (event) => { event.preventDefault(); putInOrder(); });

  const post = async (address, content) => {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "X-CSRFToken": token(), "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(content),
    });
    // A proxy whose server is away answers in its place: it will be tried again, as without a connection.
    if (answer.status >= 500) throw new TypeError();
    const found = await answer.json().catch(() => null);
    if (!found) throw new Error(gettext("You are no longer logged in. Log in in another tab, then change this again."));
    return { ok: answer.ok, ...found };
  };

  const save = async (card) => {
    const fields = changed(card);
    const line = card.querySelector(".kept");
    if (!fields.length) return;
    unsaved.set(card, true);
    line.className = "kept help";
    line.textContent = gettext("Saving…");
    const sent = Object.fromEntries(fields.map((field) => [field.dataset.field, [said(field), field.value]]));
    try {
      const answer = await post(`${location.pathname}${card.dataset.number}/`, sent);
      if (!answer.ok) {
        const lost = answer.saved ? fields.filter(({ dataset }) => ![sent[dataset.field][0], sent[dataset.field][1]].includes(answer.saved[dataset.field])) : [];
        for (const field of lost) field.dataset.theirs = answer.saved[field.dataset.field];
        if (lost.length && changed(card).length) await save(card);
        throw new Error(answer.error);
      }
      for (const field of fields) {
        const { field: name } = field.dataset;
        field.dataset.was = answer.saved[name];
        // Names are shown as the registry has them.
        if (field.value === sent[name][1] && document.activeElement !== field) field.value = answer.saved[name];
      }
      unsaved.delete(card);
      keepWords(card);
      line.textContent = answer.unknown.length
        ? words(gettext("Saved. Not in the registry: %(names)s."), { names: answer.unknown.join(", ") })
        : gettext("Saved.");
    } catch (error) {
      line.className = "kept help bad";
      line.textContent = error instanceof TypeError ? gettext("Not saved: no connection. It will be tried again.") : error.message;
      if (error instanceof TypeError) setTimeout(() => save(card), 5000);
    }
  };

  const putInOrder = (said = gettext("The order is saved.")) => {
    const numbers = [...photos.children].map((card) => Number(card.dataset.number));
    post(`${location.pathname}order/`, { numbers }).then(
      (answer) => { state.textContent = answer.ok ? said || state.textContent : answer.error; },
      () => { state.textContent = gettext("The order was not saved: no connection."); }
    );
  };

  for (const button of page.querySelectorAll("[data-all]")) {
    button.addEventListener("click", () => {
      const value = document.getElementById(`all-${button.dataset.all}`).value;
      if (!value) return;
      for (const card of photos.children) {
        const field = card.querySelector(`[data-field="${button.dataset.all}"]`);
        if (!field) continue;
        field.value = value;
        keepWords(card);
        save(card);
      }
    });
  }

  [...photos.children].forEach(ready);
  forAll.hidden = photos.children.length < 2;
  const sending = window.uploading({
    kept: page.dataset.story,
    address: location.pathname,
    input: document.getElementById("files"),
    drop: document.getElementById("drop"),
    list: document.getElementById("queue"),
    state,
    done: gettext("All photos are there."),
    arrived,
    described,
    prepared: (file) => (light.checked ? window.lightCopy(file) : file),
    changed: () => {
      if (!outOfOrder || sending.left()) return;
      outOfOrder = false;
      putInOrder("");
    },
  });
}
