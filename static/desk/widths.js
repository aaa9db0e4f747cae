"use strict";
// The page is shown as a desktop shows it, made smaller where it does not fit, as a phone does, or both.
{
  const box = document.querySelector(".widths");
  const frames = box.querySelector(".widths-frames");
  const desktop = frames.querySelector(".desktop");

  const fit = () => {
    const room = frames.clientWidth - (box.dataset.width === "both" ? 410 : 0);
    desktop.style.setProperty("--scale", Math.min(1, Math.max(room, 200) / 1280));
  };
  box.addEventListener("click", (event) => {
    const width = event.target.closest("button[data-width]")?.dataset.width;
    if (!width) return;
    box.dataset.width = width;
    box.querySelectorAll("button[data-width]").forEach((one) => one.setAttribute("aria-pressed", one.dataset.width === width));
    fit();
  });
  box.addEventListener("focusin", (event) => { if (event.target.matches("[data-copy]")) event.target.select(); });
  window.addEventListener("resize", fit);
  if (window.innerWidth < 768 && box.dataset.width !== "sides") box.querySelector("button[data-width=phone]").click();
  fit();
}
