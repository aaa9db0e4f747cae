"use strict";
// A picture of a story opens over the page: arrows, swipe, Esc. Without this, its link opens the file.
{
  const box = document.getElementById("lightbox");
  const links = [...document.querySelectorAll("a.enlarge")];
  const [frame, count, caption] = ["picture", "count", "caption"].map((part) => box?.querySelector(`.lightbox-${part}`));
  const made = new Map();
  let at = 0;

  // The same <picture> as on the page, asked for at the size of the screen and at once.
  const large = (index) => {
    if (made.has(index)) return made.get(index);
    const picture = links[index].querySelector("picture").cloneNode(true);
    const image = picture.querySelector("img");
    const [width, height] = [image.getAttribute("width"), image.getAttribute("height")].map(Number);
    const slot = `min(100vw, ${width}px, calc(100vh * ${(width / height || 1).toFixed(4)}))`;
    image.removeAttribute("loading");
    for (const one of picture.children) one.setAttribute("sizes", slot);
    made.set(index, picture);
    return picture;
  };

  const show = (index) => {
    at = (index + links.length) % links.length;
    const words = links[at].closest("figure").querySelector("figcaption")?.cloneNode(true).childNodes ?? [];
    frame.replaceChildren(large(at));
    caption.replaceChildren(...words);
    count.textContent = box.dataset.count.replace("[n]", at + 1).replace("[m]", links.length);
    if (!navigator.connection?.saveData) large((at + 1) % links.length);
  };

  const open = (event) => {
    const link = event.target.closest("a.enlarge");
    // Opening in a new tab or saving stays what it is everywhere.
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(links.indexOf(link));
    box.showModal();
  };

  if (box?.showModal && links.length) {
    box.classList.toggle("single", links.length === 1);
    document.addEventListener("click", open);
    box.addEventListener("click", (event) => {
      const step = event.target.closest("[data-step]")?.dataset.step;
      if (step) show(at + Number(step));
      // Beside the picture, its words and the buttons.
      else if (event.target.closest(".lightbox-close") || event.target === frame || event.target === box) box.close();
    });
    box.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || links.length === 1) return;
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: links.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      show(to);
    });
    // Back to the picture last looked at, so that a reader goes on from there.
    box.addEventListener("close", () => {
      frame.replaceChildren();
      links[at].focus({ preventScroll: true });
      links[at].scrollIntoView({ block: "nearest" });
    });

    let from = null;
    box.addEventListener("touchstart", (event) => {
      from = event.touches.length === 1 && (window.visualViewport?.scale ?? 1) < 1.05 ? event.touches[0] : null;
    }, { passive: true });
    box.addEventListener("touchend", (event) => {
      if (!from || event.touches.length) return;
      const [across, down] = [event.changedTouches[0].clientX - from.clientX, event.changedTouches[0].clientY - from.clientY];
      from = null;
      if (Math.abs(across) > 40 && Math.abs(across) > 2 * Math.abs(down)) {
        if (links.length > 1) show(at + (across < 0 ? 1 : -1));
      } else if (down > 90 && down > 2 * Math.abs(across)) box.close();
    }, { passive: true });
  }
}
