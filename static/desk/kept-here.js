"use strict";
// What is typed into a form stays in this browser until the server has it: a closed tab, a login that ran out or a
// dead server takes none of it.
{
  const form = document.querySelector("form[data-kept-here]");
  const PREFIX = "toasoan:o-day:", MONTH = 30 * 86_400_000;
  const name = form ? PREFIX + form.dataset.keptHere : "";
  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const forget = (key) => { try { localStorage.removeItem(key); } catch { /* it is forbidden */ } };
  const names = () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } };

  // A form that was sent and whose answer is another page was taken.
  for (const key of names()) {
    const kept = read(key);
    if (key !== name && (!kept || kept.sent || Date.now() - kept.at > MONTH)) forget(key);
  }
  if (form) {
    const fields = [...form.elements].filter((field) => field.name && field.name !== "csrfmiddlewaretoken" && field.type !== "submit");
    const typed = fields.filter((field) => field.type !== "hidden");
    const values = (some) => Object.fromEntries(some.map((field) => [field.name, field.value]));
    const loaded = values(typed);
    const differs = (found) => typed.some((field) => found[field.name] !== undefined && found[field.name] !== loaded[field.name]);
    const keep = (sent) => {
      try { localStorage.setItem(name, JSON.stringify({ values: values(fields), at: Date.now(), sent })); } catch { /* no room */ }
    };
    const kept = read(name);
    if ("unsaved" in form.dataset) keep(false); // it came back refused, with what was typed
    else if (kept && differs(kept.values)) {
      // The hidden ones too: they say what the words were typed over, should somebody have saved since.
      for (const field of fields) if (kept.values[field.name] !== undefined) field.value = kept.values[field.name];
      const line = form.querySelector(".kept-here");
      const at = new Intl.DateTimeFormat("vi-VN", { timeStyle: "short", dateStyle: "short", timeZone: "Asia/Ho_Chi_Minh" }).format(kept.at);
      line.querySelector("span").textContent = line.dataset.text.replace("%s", at);
      line.hidden = false;
      line.querySelector("button").addEventListener("click", () => { forget(name); location.reload(); });
    } else forget(name);
    form.addEventListener("input", () => keep(false));
    form.addEventListener("submit", () => keep(true));
  }
}
