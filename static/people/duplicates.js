"use strict";
// While a name is typed: who is on record already under one like it.
{
  const input = document.querySelector("input[data-duplicates]");
  const own = location.pathname.match(/\/(\d+)\/change\/$/)?.[1] ?? "";
  let timer = 0;
  let asked = 0;

  const box = document.createElement("div");
  box.className = "duplicates note";
  box.setAttribute("role", "status");
  box.hidden = true;

  const show = (found) => {
    box.replaceChildren();
    box.hidden = !found.length;
    if (!found.length) return;
    const list = document.createElement("ul");
    for (const one of found) {
      const link = document.createElement("a");
      link.href = one.url;
      link.textContent = one.name;
      const row = document.createElement("li");
      row.append(link, one.title ? `, ${one.title}` : "");
      list.append(row);
    }
    box.append(input.dataset.found, list);
  };

  const ask = async () => {
    const name = input.value.trim();
    const mine = ++asked;
    if (!name.includes(" ")) { show([]); return; }
    const query = new URLSearchParams({ q: name, own });
    const answer = await fetch(`${input.dataset.duplicates}?${query}`, { headers: { Accept: "application/json" } }).catch(() => null);
    // A slower answer to an earlier question is not shown over a later one.
    if (mine === asked && answer?.ok) show((await answer.json()).found);
  };

  if (input) {
    (input.closest(".form-row") ?? input.parentElement).append(box);
    input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 250); });
  }
}
