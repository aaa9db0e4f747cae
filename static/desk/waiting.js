"use strict";
// A photo whose sizes are being made is shown once they are; where that failed, it is tried again when asked for.
{
  const EVERY = 3000; // ms
  const token = () =>
    document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value;

  const put = (waiting, html) => {
    const made = document.createRange().createContextualFragment(html).firstElementChild;
    if (!made || made.textContent === waiting.textContent) return;
    if (made.matches("img")) {
      made.className = waiting.dataset.class;
      made.alt = waiting.dataset.alt;
      delete waiting.dataset.picture;
      waiting.className = "";
      waiting.replaceChildren(made);
      document.dispatchEvent(new Event("story-photos-changed"));
      return;
    }
    waiting.dataset.picture = made.dataset.picture;
    waiting.replaceChildren(...made.childNodes);
  };

  const ask = async (waiting, address, options) => {
    const answer = await fetch(address, options).catch(() => null);
    if (answer?.ok && !answer.redirected) put(waiting, await answer.text());
    else if (answer) delete waiting.dataset.picture;
  };

  setInterval(() => {
    if (document.hidden) return;
    for (const waiting of document.querySelectorAll('[data-picture]:not([data-picture=""])')) ask(waiting, waiting.dataset.picture);
  }, EVERY);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-again]");
    if (!link) return;
    event.preventDefault();
    const body = new URLSearchParams({ csrfmiddlewaretoken: token(), fragment: "1" });
    ask(link.closest(".photo-waiting"), link.dataset.again, { method: "POST", body });
  });
}
