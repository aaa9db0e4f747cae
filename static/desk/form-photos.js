"use strict";
// In a story's form photos are sent as they are chosen; each that has arrived is a row, saved with the form.
{
  const { url, story, help } = document.currentScript.dataset;
  const form = document.getElementById("story_form");
  const group = document.querySelector(".photo-rows");
  const drop = document.querySelector(".new-photos");
  const input = drop?.querySelector("input[type=file]");
  const NEW = "form-new";
  const MOVED = "photos-of-a-new-story";
  const kept = story ? `form-${story}` : NEW;

  // Files that were still to be sent when a new story was saved go on in its form.
  const followed = () => {
    try {
      const move = story && sessionStorage.getItem(MOVED);
      if (story || !form?.querySelector(".errornote")) sessionStorage.removeItem(MOVED);
      return move ? window.sendQueue.move(NEW, kept).catch(() => {}) : Promise.resolve();
    } catch {
      return Promise.resolve();
    }
  };

  const arrived = (photo, { place }) => {
    const there = [...group.querySelectorAll(`[data-photo="${photo.id}"]`)];
    if (there.some((one) => !one.closest(".inline-related").querySelector('[name$="-DELETE"]')?.checked)) return;
    const row = window.newPhotoRow(photo);
    const rights = row.querySelector("select.photo-rights");
    if (rights) rights.value = photo.rights || document.getElementById("id_new_rights").value;
    row.dataset.place = place;
    const later = [...group.querySelectorAll(".inline-related[data-place]")].find((one) => Number(one.dataset.place) > place);
    if (!later) return;
    later.before(row);
    window.putRowsInOrder(group);
  };

  if (form && input) {
    drop.querySelector(".help").textContent = help;
    const state = drop.querySelector(".sending-state");
    followed().then(() => {
      let button = null; // pressed while photos were on their way: the save waits for them
      const sending = window.uploading({
        kept,
        address: url,
        fields: { story },
        input,
        drop,
        list: drop.querySelector(".queue"),
        state,
        done: gettext("Sent: the new rows above. They are in the story when you save it."),
        held: story ? "" : gettext("Chosen for a new story earlier and not sent. “Again” puts it into this one."),
        arrived,
        changed: () => {
          const pressed = button;
          if (!pressed) return;
          if (!sending.left()) {
            button = null;
            form.requestSubmit(pressed);
          } else if (sending.moving()) {
            say(gettext("The story will be saved when these are there: %s. Press again to save without them."));
          } else {
            button = null;
            say(gettext("Nothing was saved yet, for these could not be sent: %s. Press again to save without them."));
            state.scrollIntoView({ block: "center" });
          }
        },
      });
      const say = (text) => { state.textContent = text.replace("%s", sending.left()); };

      // Before anything else hears of it, and asked once: whoever makes sure of the server submits again.
      let sure = 0;
      document.addEventListener("submit", (event) => {
        if (event.target !== form || !sending.left() || Date.now() - sure < 20_000) return;
        const question = gettext("%s photos are still to be sent. Save without them? They go on when this story is open again.");
        if (button || !sending.moving()) {
          button = null;
          if (window.confirm(question.replace("%s", sending.left()))) {
            sure = Date.now();
            try { if (!story) sessionStorage.setItem(MOVED, "1"); } catch { /* forbidden: they wait in the next new story */ }
            return;
          }
        } else {
          button = event.submitter;
          say(gettext("The story will be saved when these are there: %s. Press again to save without them."));
          state.scrollIntoView({ block: "center" });
        }
        event.preventDefault();
        event.stopImmediatePropagation();
      }, true);
    });
  }
}
