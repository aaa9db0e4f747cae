"use strict";
// A form is sent once, however often its button is pressed.
{
  const sent = new WeakSet();
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (sent.has(event.target)) event.preventDefault();
    sent.add(event.target);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
