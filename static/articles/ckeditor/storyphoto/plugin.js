/* A story's photos in its text, and buttons for paragraphs and headings.
 *
 * The text refers to a photo by its number in the story, <figure data-photo="3"></figure>, and that is all
 * that is stored. What is shown of it comes from <script id="story-photos">, or from window.storyPhotos()
 * where a page has one; a page that changes them sends the document a "story-photos-changed" event. */
(() => {
  "use strict";

  const photos = () =>
    window.storyPhotos
      ? window.storyPhotos()
      : JSON.parse(document.getElementById("story-photos")?.textContent || "[]");
  const find = (number) => photos().find((photo) => String(photo.number) === String(number));
  const fill = (text, number) => text.replace("%s", number);

  /** What stands for a photo, in the text and in the list to choose from. */
  function draw(number, words) {
    const photo = find(number);
    const box = document.createDocumentFragment();
    if (photo?.thumb) {
      const image = document.createElement("img");
      image.src = photo.thumb;
      image.alt = "";
      box.append(image);
    }
    const line = document.createElement("span");
    line.className = photo ? (photo.thumb ? "" : "storyphoto-empty") : "storyphoto-missing";
    const state = photo ? (photo.thumb ? words.photo : words.empty) : words.missing;
    line.textContent = fill(state, number) + (photo?.caption ? ` ${photo.caption}` : "");
    box.append(line);
    return box;
  }

  function show(widget, words) {
    const element = widget.element.$;
    element.replaceChildren(draw(widget.data.number, words));
  }

  /** Let the person choose one of the story's photos; calls back with its number. */
  function choose(words, placed, chosen) {
    const dialog = document.createElement("dialog");
    dialog.className = "storyphoto-dialog";
    const title = document.createElement("h2");
    title.textContent = words.choose;
    dialog.append(title);
    for (const { number } of photos()) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(draw(number, words));
      if (placed.includes(String(number))) {
        button.disabled = true;
        const note = document.createElement("em");
        note.textContent = words.placed;
        button.append(note);
      }
      button.addEventListener("click", () => {
        dialog.close();
        chosen(number);
      });
      dialog.append(button);
    }
    if (!photos().length) {
      const none = document.createElement("p");
      none.textContent = words.none;
      dialog.append(none);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.className = "storyphoto-close";
    close.textContent = words.close;
    close.addEventListener("click", () => dialog.close());
    dialog.append(close);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  CKEDITOR.plugins.add("storyphoto", {
    requires: "widget",

    init(editor) {
      const words = editor.config.storyPhoto;

      for (const [button, element, label] of [
        ["Paragraph", "p", words.paragraph],
        ["Heading", "h2", words.heading],
        ["Subheading", "h3", words.subheading],
      ]) {
        const style = new CKEDITOR.style({ element });
        const command = editor.addCommand(`make-${element}`, new CKEDITOR.styleCommand(style));
        editor.attachStyleStateChange(style, (state) => {
          if (!editor.readOnly) command.setState(state);
        });
        editor.ui.addButton(button, { label, command: `make-${element}` });
      }

      editor.widgets.add("storyphoto", {
        allowedContent: "figure[!data-photo]",
        requiredContent: "figure[data-photo]",
        upcast: (element) => element.name === "figure" && Boolean(element.attributes["data-photo"]),
        downcast() {
          return new CKEDITOR.htmlParser.element("figure", { "data-photo": this.data.number });
        },
        init() {
          this.setData("number", this.element.getAttribute("data-photo"));
          show(this, words);
        },
      });

      editor.addCommand("storyphoto-choose", {
        exec() {
          const place = editor.getSelection()?.createBookmarks2();
          const placed = Object.values(editor.widgets.instances)
            .filter((widget) => widget.name === "storyphoto")
            .map((widget) => String(widget.data.number));
          choose(words, placed, (number) => {
            editor.focus();
            if (place) editor.getSelection().selectBookmarks(place);
            editor.insertHtml(`<figure data-photo="${Number(number)}"></figure>`);
          });
        },
      });
      editor.ui.addButton("StoryPhoto", { label: words.button, command: "storyphoto-choose" });

      document.addEventListener("story-photos-changed", () => {
        for (const widget of Object.values(editor.widgets.instances)) {
          if (widget.name === "storyphoto") show(widget, words);
        }
      });
    },
  });
})();
