"use strict";
// Names typed with commas between are completed from the registry, the one at the cursor: a combobox as WAI-ARIA
// describes it. A name that is not there stays as it was typed.
window.peopleTyped = (input, url) => {
  const list = document.createElement("ul");
  list.id = `${input.id}-found`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", gettext("People in the registry"));
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);
  let asked = 0, timer, at = -1, chose = false;

  // The name that the cursor is in: from where to where, and what it is.
  const here = () => {
    const cursor = input.selectionStart ?? input.value.length;
    const from = Math.max(input.value.lastIndexOf(",", cursor - 1), input.value.lastIndexOf(";", cursor - 1)) + 1;
    const rest = input.value.slice(cursor).search(/[,;]/);
    const to = rest < 0 ? input.value.length : cursor + rest;
    return { from, to, name: input.value.slice(from, to).trim() };
  };

  const close = () => {
    clearTimeout(timer);
    asked += 1;
    at = -1;
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const mark = (to) => {
    const options = list.querySelectorAll("[role=option]:not([aria-disabled])");
    if (!options.length) return;
    at = (to + options.length) % options.length;
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    input.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  };

  const choose = (name) => {
    const { from, to } = here();
    const before = input.value.slice(0, from).trimEnd();
    const after = input.value.slice(to).replace(/^[,;\s]+/, "");
    const start = `${before}${before ? " " : ""}${name}, `;
    input.value = start + after;
    input.setSelectionRange(start.length, start.length);
    chose = true;
    close();
    input.focus();
  };

  const option = (text, index) => {
    const one = document.createElement("li");
    one.id = `${list.id}-${index}`;
    one.setAttribute("role", "option");
    one.setAttribute("aria-selected", "false");
    one.textContent = text;
    return one;
  };

  const look = async () => {
    const { name } = here();
    const mine = (asked += 1);
    if (name.length < 2) return close();
    const found = await fetch(`${url}&term=${encodeURIComponent(name)}`, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok && !answer.redirected ? answer.json() : null)).catch(() => null);
    // Without a connection names are typed as they are.
    if (mine !== asked || !found || document.activeElement !== input) return;
    list.replaceChildren(...found.results.slice(0, 8).map((one, index) => {
      const made = option(one.text, index);
      made.addEventListener("click", () => choose(one.text));
      return made;
    }));
    if (!found.results.length) {
      const none = option(gettext("Not in the registry: it stays as typed."), 0);
      none.setAttribute("aria-disabled", "true");
      list.append(none);
    }
    at = -1;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 150); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) look(); else mark(event.key === "ArrowDown" ? at + 1 : at < 0 ? -1 : at - 1);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      list.querySelectorAll("[role=option]")[at].click();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  // The field keeps the keyboard while the list is touched.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  input.addEventListener("blur", () => {
    close();
    // What was chosen from the list is no change that the browser tells of.
    if (chose) input.dispatchEvent(new Event("change", { bubbles: true }));
    chose = false;
  });
};
