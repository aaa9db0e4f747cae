"use strict";
// From a story's form: photos of the library are chosen in a dialog and become new rows, with words of their
// own. Nothing is saved before the form is. The dialog shows the library's own page.
{
  const words = document.currentScript.dataset;
  const button = document.getElementById("pick-photos");
  const rows = document.getElementById("story_photos-group");
  const chosen = new Map();
  let box, place, said, add, warned, newest;

  const make = (tag, fields = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), fields);
    made.append(...children);
    return made;
  };

  const tell = () => {
    warned = false;
    add.textContent = words.add;
    add.disabled = !chosen.size;
    said.textContent = chosen.size ? words.chosen.replace("[n]", chosen.size) : words.none;
  };

  const show = async (address) => {
    place.setAttribute("aria-busy", "true");
    const page = await fetch(address).then((answer) => (answer.ok && !answer.redirected ? answer.text() : "")).catch(() => "");
    place.removeAttribute("aria-busy");
    const library = new DOMParser().parseFromString(page, "text/html").getElementById("library");
    if (!library) { said.textContent = words.failed; return; }
    library.querySelectorAll(".library-grid a").forEach((link) => { link.target = "_blank"; });
    library.querySelectorAll("input[name=photo]").forEach((tick) => { tick.checked = chosen.has(tick.value); });
    place.replaceChildren(...library.childNodes);
    place.scrollTop = 0;
  };

  const build = () => {
    place = make("div", { className: "library" });
    said = make("p", { role: "status" });
    said.setAttribute("role", "status");
    add = make("button", { type: "button", className: "button default" });
    const close = make("button", { type: "button", className: "button", textContent: words.close });
    const title = make("h2", { id: "library-title", textContent: words.title });
    box = make("dialog", { className: "library-dialog" }, make("header", {}, title, close), place, make("footer", {}, said, add));
    box.setAttribute("aria-labelledby", "library-title");
    document.body.append(box);
    close.addEventListener("click", () => box.close());
    add.addEventListener("click", take);
    place.addEventListener("change", (event) => {
      if (event.target.name !== "photo") return;
      if (event.target.checked) chosen.set(event.target.value, true); else chosen.delete(event.target.value);
      tell();
    });
    place.addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.target.method === "post") { take(); return; }
      show(`${words.library}?${new URLSearchParams(new FormData(event.target))}`).then(() => place.querySelector("[name=q]")?.focus());
    });
    place.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='?']");
      if (!link) return;
      event.preventDefault();
      show(new URL(link.getAttribute("href"), button.href)).then(() => place.querySelector("input[name=photo]")?.focus());
    });
    box.addEventListener("close", () => (newest ?? button).focus({ preventScroll: true }));
  };

  const take = async () => {
    if (!chosen.size) return;
    const query = new URLSearchParams([...chosen.keys()].map((pk) => ["photo", pk]));
    const answer = await fetch(`${words.chosenUrl}?${query}`)
      .then((response) => (response.ok && !response.redirected ? response.json() : null)).catch(() => null);
    if (!answer) { said.textContent = words.failed; return; }
    const doubtful = answer.photos.filter((photo) => photo.why_not);
    if (doubtful.length && !warned) {
      warned = true;
      said.replaceChildren(...doubtful.map((photo) => make("span", { className: "photo-doubt", textContent: `⚠ ${photo.why_not} ` })));
      add.textContent = words.anyway;
      return;
    }
    const made = answer.photos.map(window.newPhotoRow);
    chosen.clear();
    newest = made[0]?.querySelector("textarea[name$='-caption']");
    box.close();
    made[0]?.scrollIntoView({ block: "center" });
  };

  button?.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (!box) build();
    chosen.clear();
    newest = null;
    tell();
    box.showModal();
    show(button.href).then(() => place.querySelector("[name=q]")?.focus());
  });
  if (button) button.hidden = !rows?.querySelector(".add-row a, .empty-form");
}
