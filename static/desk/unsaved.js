"use strict";
// What is typed is kept: at once in this browser, every few seconds on the server, and in this browser only as
// long as the server does not have it. The same questions tell who else has the story open.
{
  const words = document.currentScript.dataset;
  const form = document.getElementById("story_form");
  const { form_key: key, restored } = form.elements;
  const [kept, trouble, others] = [form.querySelector(".kept"), document.getElementById("trouble"), document.getElementById("others")];
  const OPEN = 20_000, SEND = 3_000, WAIT = 8_000, MONTH = 30 * 86_400_000;
  const LEFT_OUT = ["csrfmiddlewaretoken", "form_key", "restored"];
  const prefix = `toasoan:${words.user}:`;

  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;
  const vietnam = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
  const clock = (at) => vietnam.format(at);
  const say = (place, text, ...more) => { place.hidden = !text; if (place.dataset.said !== text) { place.dataset.said = text; place.replaceChildren(text, ...more); } };

  const serialised = () => {
    const data = new FormData(form);
    for (const [id, editor] of Object.entries(window.CKEDITOR?.instances ?? {})) {
      const area = document.getElementById(id);
      if (area?.name) data.set(area.name, editor.checkDirty() ? editor.getData() : area.defaultValue);
    }
    return JSON.stringify([...data].filter(([name, value]) =>
      typeof value === "string" && !LEFT_OUT.includes(name) && !name.includes("__prefix__")));
  };

  const here = {
    write: (data, at) => { try { localStorage.setItem(prefix + key.value, JSON.stringify({ story: words.story, restored: restored.value, data, at })); return true; } catch { return false; } },
    forget: (name = prefix + key.value) => { try { localStorage.removeItem(name); } catch { /* it is forbidden */ } },
    all: () => { try { return Object.keys(localStorage).filter((name) => name.startsWith(prefix)); } catch { return []; } },
    read: (name) => { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } },
  };

  // As the page came; what was restored, or refused, is unsaved from the start.
  const loaded = "unsaved" in words ? "" : serialised();
  let now = loaded, changedAt = 0, onServer = "", tooLong = "", lastSent = 0, busy = null, out = "";

  const ask = async (fields) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ user: words.user, revision: words.revision ?? "", ...fields })) body.set(name, value);
    const signal = fields.closed ? undefined : AbortSignal.timeout(WAIT);
    return fetch(words.url, { method: "POST", body, headers: { "X-CSRFToken": token() }, redirect: "error", keepalive: Boolean(fields.closed), signal });
  };

  const look = () => {
    const found = serialised();
    if (found === now) return;
    now = found;
    changedAt = Date.now();
    if (now === loaded) here.forget();
    else if (!here.write(now, changedAt)) say(kept, words.nowhere);
    else if (!kept.textContent) say(kept, words.local.replace("%s", clock(changedAt)));
  };

  const status = { 401: "expired", 403: "expired", 409: "account" };
  const showTrouble = (what) => {
    out = what;
    if (what !== "expired" && what !== "account") return say(trouble, what ? words[what] : "");
    const link = document.createElement("a");
    [link.href, link.target, link.textContent] = [words.login, "_blank", words.again];
    say(trouble, words[what] + " ", link, ", " + words.then);
  };

  // Sends what is unsaved, or only that the form is open. True when the server is there and knows us.
  const send = async () => {
    look();
    const data = now === loaded ? "" : now;
    const fields = { key: key.value, story: words.story };
    if (data !== onServer && data !== tooLong) Object.assign(fields, { data, restored: restored.value, age: Math.round((Date.now() - changedAt) / 1000) });
    lastSent = Date.now();
    let answer;
    try { answer = await ask(fields); } catch { showTrouble("dead"); unsentLine(data); return false; }
    if (answer.status === 413 || answer.status === 400) { tooLong = data; say(kept, words.large); return true; }
    if (!answer.ok) { showTrouble(status[answer.status] ?? "dead"); unsentLine(data); return false; }
    showTrouble("");
    const said = await answer.json();
    if (said.saved) {
      // The browser went back to a form that was saved since: from here on it is another one.
      key.value = crypto.randomUUID?.() ?? `${Date.now()}-${Math.floor(Math.random() * 1e9)}`;
      onServer = "";
      return true;
    }
    if ("data" in fields) onServer = data;
    if (data && !said.kept) onServer = "";
    else if (data === now || now === loaded) here.forget();
    say(kept, data && said.kept ? words.kept.replace("%s", clock(changedAt)) : "");
    others.hidden = !(said.others.length || said.newer);
    const lines = [...said.others, ...(said.newer ? [said.newer] : [])];
    if (lines.join() !== [...others.children].map((one) => one.textContent).join()) {
      others.replaceChildren(...lines.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
    }
    return true;
  };
  const unsentLine = (data) => { if (data && data !== onServer) say(kept, words.local.replace("%s", clock(changedAt || Date.now()))); };
  const sendOnce = () => (busy ??= send().finally(() => { busy = null; }));

  // What an earlier page could not send goes to the server, which then offers it.
  const bringIn = async () => {
    let offered = false;
    for (const name of here.all()) {
      if (name === prefix + key.value) continue;
      const copy = here.read(name);
      if (!copy || Date.now() - copy.at > MONTH) { here.forget(name); continue; }
      const fields = { key: name.slice(prefix.length), story: copy.story, data: copy.data, restored: copy.restored, age: Math.round((Date.now() - copy.at) / 1000), closed: 1 };
      const answer = await ask(fields).catch(() => null);
      if (!answer || ![200, 400, 404, 413].includes(answer.status)) continue;
      // Too long for the server, or of a story that is not ours any more: it stays here.
      if (answer.status === 200) {
        here.forget(name);
        offered ||= copy.story === words.story && !(await answer.json()).saved;
      }
    }
    if (offered && serialised() === loaded) location.reload();
  };

  setInterval(() => {
    look();
    const unsent = (now === loaded ? "" : now) !== onServer && (now !== tooLong);
    if (Date.now() - lastSent > (unsent && !out ? SEND : OPEN)) sendOnce();
  }, 1000);
  form.addEventListener("input", () => { if (now === loaded) setTimeout(look); });
  window.addEventListener("focus", () => { if (out) sendOnce(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) look(); else if (out) sendOnce(); });
  window.addEventListener("pagehide", () => { look(); ask({ key: key.value, story: words.story, closed: 1 }).catch(() => {}); });

  // A save first makes sure that somebody is there to take it: otherwise the page stays, with all that is in it.
  let sure = false, asking = false;
  form.addEventListener("submit", async (event) => {
    if (sure) { sure = false; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asking) return;
    asking = true;
    form.classList.add("sending");
    const button = event.submitter;
    await busy;
    const there = await sendOnce();
    asking = false;
    form.classList.remove("sending");
    if (!there) {
      trouble.prepend(Object.assign(document.createElement("b"), { textContent: words.unsent + " " }));
      trouble.dataset.said = "";
      trouble.scrollIntoView({ block: "center" });
      return;
    }
    form.elements.csrfmiddlewaretoken.value = decodeURIComponent(token());
    sure = true;
    form.requestSubmit(button);
  });

  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.confirm;
    if (question && !window.confirm(question)) event.preventDefault();
  });

  if (location.search.includes("restore=")) history.replaceState(null, "", location.pathname);
  bringIn().then(sendOnce);
}
