"use strict";
// "Copy the link" copies; without this it is a link to the story.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-copy]");
  if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
    link.nextElementSibling.textContent = link.dataset.copy;
    link.classList.add("copied");
  } catch {
    location.assign(link.href);
  }
});

// That the story is being read, told once when it is seen: a page opened in the background is not.
{
  const count = document.querySelector("[data-count]")?.dataset.count;
  const tell = () => {
    if (document.visibilityState !== "visible" || document.prerendering) return;
    document.removeEventListener("visibilitychange", tell);
    navigator.sendBeacon?.(count);
  };
  if (count) {
    document.addEventListener("visibilitychange", tell);
    tell();
  }
}
