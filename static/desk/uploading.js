"use strict";
// Photos are sent one by one, three at a time, and again until they are there; until then the browser keeps them.
// What becomes of a photo that has arrived is for the page to say: that of one story, or a story's form.
{
  const AT_ONCE = 3;
  const LONGEST_WAIT = 60_000;
  const STANDSTILL = 90_000;
  // A link is slow that takes so long for one file; it is judged after so much of the first.
  const LONG = 5_000;
  const PROBE = 1_500;
  const token = () =>
    document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
  const words = (text, values) => interpolate(text, values, true);

  // `kept`: under what name the browser keeps the files. `fields`: sent with each. `arrived(answer, item)`: `item.place`
  // counts files in the order they were chosen, `item.words` is what `described(item)` let people write meanwhile. `held`: what is said of files kept from before, when they are to wait.
  // `prepared(file)`: what is sent in its place.
  window.uploading = ({ kept, address, fields = {}, input, drop, list, state, done, arrived, changed, held, described, prepared = (file) => file }) => {
    const items = [];
    // On a slow link the bytes of one file at a time: three would come no sooner, and be lost together.
    let running = 0, onTheWay = 0, slow = true, judged = false, chosen = 0, came = 0;
    const judge = (found) => {
      judged = true;
      if (slow === found) return;
      slow = found;
      next();
    };

    const forget = (item) => { if (item.id !== undefined) window.sendQueue.drop(item.id).catch(() => {}); };

    const add = (file, id, words = {}) => {
      const item = { file, id, words, place: chosen++, tries: 0, state: "waiting" };
      item.row = document.createElement("li");
      item.row.innerHTML = '<span class="what"></span><span class="act"></span><progress max="1" value="0"></progress><p class="error" hidden></p>';
      item.row.querySelector(".what").textContent = file.name;
      item.row.querySelector("progress").setAttribute("aria-label", file.name);
      list.append(item.row);
      items.push(item);
      item.note = () => { if (!loose(item)) window.sendQueue.note(item.id, item.words).catch(() => {}); };
      described?.(item);
      return item;
    };

    const choose = async (files) => {
      const added = [...files].map((file) => add(file));
      tell();
      for (const item of added) {
        item.file = await prepared(item.file);
        // Where the browser keeps nothing, the page asks before it is left.
        await window.sendQueue.keep(kept, item.file).then((id) => { item.id = id; item.note(); }, () => { item.unkept = true; });
        if (item.state === "done") forget(item);
        next();
      }
    };

    const loose = (item) => item.id === undefined;
    const left = () => items.filter((item) => !["done", "refused"].includes(item.state));
    const tell = () => {
      const waiting = left();
      if (!waiting.length) {
        state.textContent = came ? done : "";
      } else if (waiting.some((item) => item.unkept)) {
        state.textContent = words(gettext("%(left)s still to send. Leave this page open: this browser cannot keep them."), { left: waiting.length });
      } else if (waiting.some(loose)) {
        state.textContent = words(gettext("%(left)s still to send. Leave this page open for a moment: they are being made ready."), { left: waiting.length });
      } else {
        state.textContent = words(gettext("%(left)s still to send. You may close this page: they are kept."), { left: waiting.length });
      }
    };

    const next = () => {
      for (const item of items) {
        if (running >= AT_ONCE || (slow && onTheWay)) break;
        if (item.state === "waiting" && (!loose(item) || item.unkept)) send(item);
      }
      tell();
      changed?.();
    };

    const send = (item) => {
      item.state = "sending";
      running += 1;
      onTheWay += 1;
      show(item, "");
      const begun = Date.now();
      const through = (whole) => {
        if (!item.onTheWay) return;
        item.onTheWay = false;
        const spent = (Date.now() - begun) / onTheWay;
        onTheWay -= 1;
        if (whole) judge(spent > LONG); // what fails says nothing of the speed
      };
      item.onTheWay = true;
      const request = new XMLHttpRequest();
      const data = new FormData();
      for (const [name, value] of Object.entries(fields)) data.append(name, value);
      data.append("file", item.file, item.file.name);
      request.open("POST", address);
      request.setRequestHeader("X-CSRFToken", token());
      request.setRequestHeader("Accept", "application/json");
      const progress = item.row.querySelector("progress");
      // A slow link may take as long as it needs; one that stands still is given up.
      let stands;
      const moves = () => { clearTimeout(stands); stands = setTimeout(() => request.abort(), STANDSTILL); };
      request.upload.onprogress = (event) => {
        moves();
        if (!event.lengthComputable) return;
        progress.value = event.loaded / event.total;
        const spent = Date.now() - begun;
        if (spent > PROBE && event.loaded) judge((spent * event.total) / event.loaded / onTheWay > LONG);
      };
      // While the server works on it, the next may go.
      request.upload.onload = () => { through(true); next(); };
      request.onloadend = () => {
        clearTimeout(stands);
        running -= 1;
        through(false);
        settle(item, request);
        next();
      };
      moves();
      setTimeout(() => { if (!judged) judge(false); }, 2 * PROBE);
      request.send(data);
    };

    const settle = (item, request) => {
      let answer = null;
      try { answer = JSON.parse(request.responseText); } catch { /* a login page, a proxy's error, nothing at all */ }
      const { status } = request;
      if (item.state === "done") return; // left out meanwhile
      if (status === 200 && answer && !answer.error) {
        item.state = "done";
        came += 1;
        arrived(answer, item);
        item.row.remove();
        forget(item);
        return;
      }
      item.row.querySelector("progress").value = 0;
      item.expired = status === 200;
      if (status === 413) return show(item, gettext("This file is too large for the server."), "refused");
      if (status === 422 && answer?.error) return show(item, answer.error, "refused");
      // What may pass: the file stays until somebody leaves it out.
      if (answer?.error && status < 500) return show(item, words(gettext("%(why)s The photo is kept here."), { why: answer.error }), "stopped");
      if (status === 200) return show(item, gettext("You are no longer logged in. Log in in another tab, then press “Again”. The photo is kept."), "stopped");
      if (status === 403 || status === 404) return show(item, gettext("The server does not take it: this story is not open to you any more, or your login has changed. Load the page again. The photo is kept."), "stopped");
      if (status && status < 500) return show(item, words(gettext("The server did not understand (%(status)s). Load the page again. The photo is kept."), { status }), "stopped");
      item.tries += 1;
      show(item, answer?.error ?? gettext("Not sent: no connection. It will be tried again."), "resting");
      item.timer = setTimeout(() => again(item), Math.min(LONGEST_WAIT, 1000 * 2 ** item.tries));
    };

    const again = (item) => {
      clearTimeout(item.timer);
      if (item.state === "done" || item.state === "sending") return;
      item.state = "waiting";
      next();
    };

    const show = (item, error, now) => {
      if (now) item.state = now;
      if (now === "refused") forget(item);
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
      if (now !== "refused") button(gettext("Again"), () => again(item));
      button(gettext("Leave out"), () => {
        clearTimeout(item.timer);
        item.state = "done";
        forget(item);
        item.row.remove();
        next();
      });
    };

    input.addEventListener("change", () => {
      choose(input.files);
      input.value = "";
    });
    for (const name of ["dragenter", "dragover"]) {
      drop.addEventListener(name, (event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        drop.classList.add("over");
      });
    }
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      drop.classList.remove("over");
      choose(event.dataTransfer.files);
    });
    window.addEventListener("online", () => items.filter((item) => item.state === "resting").forEach(again));
    // Back from the tab in which one logged in again.
    window.addEventListener("focus", () => items.filter((item) => item.state === "stopped" && item.expired).forEach(again));
    window.addEventListener("beforeunload", (event) => {
      if (left().some(loose)) event.preventDefault();
    });
    window.sendQueue.waiting(kept).then((found) => {
      for (const { file, id, words: written } of found) {
        const item = add(file, id, written);
        if (held) show(item, held, "stopped");
      }
      next();
    }, () => {});
    return {
      left: () => left().length,
      moving: () => left().every((item) => item.state === "waiting" || item.state === "sending"),
    };
  };
}
