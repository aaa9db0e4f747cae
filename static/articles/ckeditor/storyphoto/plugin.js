/* A story's photos in its text.
 *
 * The text refers to a photo by its number in the story, <figure data-photo="3"></figure>, and that is all
 * that is stored; caption and credit are written in the story's photo rows. What is shown of them comes from
 * <script id="story-photos">, or from window.storyPhotos() where a page defines it: a list of
 * {number, thumb, caption, credit}. A page that changes them sends the document a "story-photos-changed" event. */
(() => {
  "use strict";

  const photos = () =>
    window.storyPhotos
      ? window.storyPhotos()
      : JSON.parse(document.getElementById("story-photos")?.textContent || "[]");

  function add(parent, name, className, text) {
    const element = document.createElement(name);
    element.className = className;
    element.textContent = text;
    parent.append(element);
    return element;
  }

  /** What stands for a photo, in the text and in the list to choose from. */
  function draw(number, words) {
    const photo = photos().find((one) => String(one.number) === String(number));
    const box = document.createDocumentFragment();
    if (photo?.thumb) {
      const image = add(box, "img", "", "");
      image.src = photo.thumb;
      image.alt = "";
    }
    const lines = add(box, "span", "storyphoto-lines", "");
    const state = photo ? (photo.thumb ? "photo" : "empty") : "missing";
    add(lines, "span", `storyphoto-${state}`, words[state].replace("%s", number));
    if (photo?.caption) add(lines, "span", "storyphoto-caption", photo.caption);
    if (photo?.credit) add(lines, "span", "storyphoto-credit", photo.credit);
    return box;
  }

  /** Let the person choose one of the story's photos; calls back with its number. */
  function choose(words, placed, chosen) {
    const dialog = add(document.body, "dialog", "storyphoto-dialog", "");
    const title = add(dialog, "h2", "", words.choose);
    title.id = "storyphoto-title";
    dialog.setAttribute("aria-labelledby", title.id);
    for (const { number } of photos()) {
      const button = add(dialog, "button", "", "");
      button.type = "button";
      button.append(draw(number, words));
      if (placed.includes(String(number))) {
        button.disabled = true;
        add(button, "em", "", words.placed);
      }
      button.addEventListener("click", () => {
        dialog.close();
        chosen(number);
      });
    }
    if (!photos().length) add(dialog, "p", "", words.none);
    const close = add(dialog, "button", "storyphoto-close", words.close);
    close.type = "button";
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    dialog.showModal();
  }

  CKEDITOR.plugins.add("storyphoto", {
    requires: "widget",

    init(editor) {
      const words = editor.config.storyWords.photos;
      const placed = () => Object.values(editor.widgets.instances).filter((one) => one.name === "storyphoto");

      /** Draw them all anew: the photos may have changed, and the server keeps only the first of two alike. */
      const show = () => {
        const seen = new Set();
        editor.fire("lockSnapshot");
        for (const element of editor.editable()?.$.querySelectorAll("figure[data-photo]") ?? []) {
          const number = element.dataset.photo;
          element.replaceChildren(draw(number, words));
          if (seen.has(number)) add(element, "span", "storyphoto-missing", words.twice);
          seen.add(number);
        }
        editor.fire("unlockSnapshot");
      };

      editor.widgets.add("storyphoto", {
        allowedContent: "figure[!data-photo]",
        requiredContent: "figure[data-photo]",
        upcast: (element) => element.name === "figure" && /^[1-9][0-9]*$/.test(element.attributes["data-photo"]),
        downcast() {
          return new CKEDITOR.htmlParser.element("figure", { "data-photo": this.element.data("photo") });
        },
        getLabel() {
          return this.element.getText();
        },
      });

      editor.addCommand("storyphoto", {
        exec() {
          const place = editor.getSelection()?.createBookmarks2();
          choose(words, placed().map((one) => one.element.data("photo")), (number) => {
            editor.focus();
            if (place) editor.getSelection().selectBookmarks(place);
            editor.insertHtml(`<figure data-photo="${Number(number)}"></figure>`);
          });
        },
      });
      editor.ui.addButton("StoryPhoto", { label: words.button, command: "storyphoto" });

      let waiting = 0;
      const showSoon = () => { waiting ||= requestAnimationFrame(() => { waiting = 0; show(); }); };
      editor.widgets.on("instanceCreated", showSoon);
      editor.widgets.on("instanceDestroyed", showSoon);
      document.addEventListener("story-photos-changed", showSoon);
      editor.on("destroy", () => document.removeEventListener("story-photos-changed", showSoon));
    },
  });
})();
