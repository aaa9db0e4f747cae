"use strict";
// Photos are sent one by one, three at a time, and again until they are there; words are saved as one leaves a field.
{
  const page = document.querySelector(".send");
  const story = page.dataset.story;
  const form = document.getElementById("send-form");
  const input = document.getElementById("files");
  const drop = document.getElementById("drop");
  const queue = document.getElementById("queue");
  const photos = document.getElementById("photos");
  const state = document.getElementById("state");
  const forAll = page.querySelector(".for-all");
  const AT_ONCE = 3;
  const LONGEST_WAIT = 60_000;
  let running = 0;
  const items = [];

  const token = () =>
    document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
  const words = (text, values) => interpolate(text, values, true);
  page.classList.add("scripted");

  // Sending.

  const add = async (file, id) => {
    const item = { file, id, tries: 0, state: "waiting" };
    item.row = document.createElement("li");
    item.row.innerHTML = '<span class="what"></span><span class="act"></span><progress max="1" value="0"></progress><p class="error" hidden></p>';
    item.row.querySelector(".what").textContent = file.name;
    item.row.querySelector("progress").setAttribute("aria-label", file.name);
    queue.append(item.row);
    items.push(item);
    if (id === undefined) {
      try {
        item.id = await window.sendQueue.keep(story, file);
      } catch {
        item.unkept = true; // the page then asks before it is left
      }
    }
    next();
  };

  const next = () => {
    for (const item of items) {
      if (running >= AT_ONCE) break;
      if (item.state === "waiting") send(item);
    }
    const left = items.filter((item) => !["done", "refused"].includes(item.state)).length;
    state.textContent = left
      ? words(gettext("%(left)s still to send. You may close this page: they are kept."), { left })
      : items.some((item) => item.state === "done") ? gettext("All photos are there.") : "";
  };

  const send = (item) => {
    item.state = "sending";
    running += 1;
    show(item, "");
    const request = new XMLHttpRequest();
    const data = new FormData();
    data.append("file", item.file, item.file.name);
    request.open("POST", location.pathname);
    request.setRequestHeader("X-CSRFToken", token());
    request.setRequestHeader("Accept", "application/json");
    request.timeout = 10 * 60_000;
    const progress = item.row.querySelector("progress");
    request.upload.onprogress = (event) => { if (event.lengthComputable) progress.value = event.loaded / event.total; };
    request.onloadend = () => {
      running -= 1;
      settle(item, request);
      next();
    };
    request.send(data);
  };

  const settle = (item, request) => {
    let answer = null;
    try { answer = JSON.parse(request.responseText); } catch { /* a login page, a proxy's error, nothing at all */ }
    if (request.status === 200 && answer?.html) return arrived(item, answer);
    if (answer?.error && request.status < 500) return show(item, answer.error, "refused");
    if (request.status === 413) return show(item, gettext("This file is too large for the server."), "refused");
    if (request.status === 200 || request.status === 403) {
      return show(item, gettext("You are no longer logged in. Log in in another tab, then press “Again”. The photo is kept."), "stopped");
    }
    item.tries += 1;
    const wait = Math.min(LONGEST_WAIT, 1000 * 2 ** item.tries);
    show(item, answer?.error ?? gettext("Not sent: no connection. It will be tried again."), "resting");
    item.timer = setTimeout(() => again(item), wait);
  };

  const arrived = (item, answer) => {
    item.state = "done";
    item.row.remove();
    if (item.id !== undefined) window.sendQueue.drop(item.id).catch(() => {});
    if (!photos.querySelector(`[data-number="${answer.number}"]`)) {
      photos.insertAdjacentHTML("beforeend", answer.html);
      ready(photos.lastElementChild);
    }
    forAll.hidden = photos.children.length < 2;
  };

  const again = (item) => {
    clearTimeout(item.timer);
    if (item.state === "done" || item.state === "sending") return;
    item.state = "waiting";
    next();
  };

  const show = (item, error, now) => {
    if (now) item.state = now;
    if (now === "refused" && item.id !== undefined) window.sendQueue.drop(item.id).catch(() => {});
    const line = item.row.querySelector(".error");
    line.textContent = error;
    line.hidden = !error;
    const act = item.row.querySelector(".act");
    act.replaceChildren();
    if (!now) return;
    const button = (label, does) => {
      const one = document.createElement("button");
      one.type = "button";
      one.className = "button";
      one.textContent = label;
      one.setAttribute("aria-label", `${label}: ${item.file.name}`);
      one.addEventListener("click", does);
      act.append(one, " ");
    };
    button(gettext("Again"), () => again(item));
    button(gettext("Leave out"), () => {
      clearTimeout(item.timer);
      item.state = "done";
      if (item.id !== undefined) window.sendQueue.drop(item.id).catch(() => {});
      item.row.remove();
      next();
    });
  };

  input.addEventListener("change", () => {
    for (const file of input.files) add(file);
    input.value = "";
  });
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    for (const file of event.dataTransfer.files) add(file);
  });
  window.addEventListener("online", () => items.filter((item) => item.state === "resting").forEach(again));
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size || items.some((item) => item.unkept && item.state !== "done")) event.preventDefault();
  });
  form.addEventListener("submit", (event) => event.preventDefault());

  // Words.

  const unsaved = new Map();
  const said = (field) => field.dataset.was ?? field.defaultValue ?? "";

  const ready = (card) => {
    for (const field of card.querySelectorAll("[data-field]")) {
      field.dataset.was = field.value;
      field.addEventListener("change", () => save(card));
    }
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
    const picture = card.querySelector("img");
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
    const found = await answer.json().catch(() => null);
    if (!found) throw new Error(gettext("You are no longer logged in. Log in in another tab, then change this again."));
    return { ok: answer.ok, ...found };
  };

  const save = async (card) => {
    const fields = [...card.querySelectorAll("[data-field]")].filter((field) => field.value !== said(field));
    const line = card.querySelector(".kept");
    if (!fields.length) return;
    unsaved.set(card, true);
    line.className = "kept help";
    line.textContent = gettext("Saving…");
    const sent = Object.fromEntries(fields.map((field) => [field.dataset.field, [said(field), field.value]]));
    try {
      const answer = await post(`${location.pathname}${card.dataset.number}/`, sent);
      if (!answer.ok) throw new Error(answer.error);
      for (const field of fields) field.dataset.was = sent[field.dataset.field][1];
      unsaved.delete(card);
      line.textContent = answer.unknown.length
        ? words(gettext("Saved. Not in the registry: %(names)s."), { names: answer.unknown.join(", ") })
        : gettext("Saved.");
    } catch (error) {
      line.className = "kept help bad";
      line.textContent = error instanceof TypeError ? gettext("Not saved: no connection. It will be tried again.") : error.message;
      if (error instanceof TypeError) setTimeout(() => save(card), 5000);
    }
  };

  const putInOrder = () => {
    const numbers = [...photos.children].map((card) => Number(card.dataset.number));
    post(`${location.pathname}order/`, { numbers }).then(
      (answer) => { state.textContent = answer.ok ? gettext("The order is saved.") : answer.error; },
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
        save(card);
      }
    });
  }

  [...photos.children].forEach(ready);
  forAll.hidden = photos.children.length < 2;
  window.sendQueue.waiting(story).then((kept) => kept.forEach(({ file, id }) => add(file, id)), () => {});
}
