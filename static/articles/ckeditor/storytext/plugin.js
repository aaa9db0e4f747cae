/* The text of a story: what it is made of, and how it is written out.
 *
 * getData() gives exactly what the server stores (articles/richtext/blocks.py), so that opening a story and
 * saving it changes nothing. */
(() => {
  "use strict";

  const LINES = ["p", "h2", "h3", "ul", "ol", "blockquote", "table", "figure"]; // as in blocks.py
  const HEADINGS = { h1: "h2", h4: "h3", h5: "h3", h6: "h3" };
  const COLOURS = ["--body-bg", "--body-fg", "--border-color", "--selected-bg", "--editor-icons"];

  const merge = (into, from) => {
    for (const [key, value] of Object.entries(from)) {
      if (typeof value === "object") merge((into[key] ??= {}), value);
      else into[key] = value;
    }
  };

  function writeAsStored(editor) {
    const writer = editor.dataProcessor.writer;
    writer.selfClosingEnd = ">";
    writer.indentationChars = "";
    for (const name of Object.keys(CKEDITOR.dtd)) {
      writer.setRules(name, {
        indent: false,
        breakBeforeOpen: false,
        breakAfterOpen: false,
        breakBeforeClose: false,
        breakAfterClose: LINES.includes(name),
        needsSpace: false,
      });
    }
    editor.on("getData", (event) => { event.data.dataValue = event.data.dataValue.trim(); });
  }

  /** Of what comes in, headings of other levels become ours, and links nobody may make go; before the editor's
   * own filter, which would make paragraphs of the headings and let the links be. */
  function takeIn(editor) {
    const elements = {
      a({ attributes }) {
        const href = (attributes["data-cke-saved-href"] ?? attributes.href ?? "").replace(/[\0- ]/g, "");
        if (/^[a-z][a-z0-9+.-]*:/i.test(href) && !/^(https?|mailto|tel):/i.test(href)) {
          delete attributes.href;
          delete attributes["data-cke-saved-href"];
        }
      },
    };
    for (const [other, ours] of Object.entries(HEADINGS)) elements[other] = (element) => { element.name = ours; };
    const filter = new CKEDITOR.htmlParser.filter({ elements });
    editor.on("toHtml", (event) => filter.applyTo(event.data.dataValue), null, null, 5.5);
  }

  function addBlockButton(editor, name, element, label) {
    const style = new CKEDITOR.style({ element });
    const command = editor.addCommand(name, new CKEDITOR.styleCommand(style));
    editor.attachStyleStateChange(style, (state) => {
      if (!editor.readOnly) command.setState(state);
    });
    editor.ui.addButton(name, { label, command: name, isToggle: true });
  }

  /** A link is an address, an e-mail address or a telephone number; there are no anchors to link to. */
  CKEDITOR.on("dialogDefinition", ({ data: { name, definition } }) => {
    if (name !== "link") return;
    const info = definition.getContents("info");
    const type = info.get("linkType");
    type.items = type.items.filter(([, value]) => value !== "anchor");
    const protocol = info.get("protocol");
    protocol.items = protocol.items.filter(([, value]) => !/^(ftp|news):/.test(value));
  });

  CKEDITOR.plugins.add("storytext", {
    onLoad() {
      CKEDITOR.config.contextmenu_contentsCss = [CKEDITOR.skin.getPath("editor"), `${this.path}menu.css`];
    },

    beforeInit(editor) {
      merge(editor.lang, editor.config.storyWords.editor);
      // The menu is in a frame of its own: it gets the page's colours, whatever theme it has by now.
      editor.on("menuShow", () => {
        const page = getComputedStyle(document.documentElement);
        for (const frame of document.querySelectorAll("iframe.cke_panel_frame")) {
          const { style } = frame.contentDocument.documentElement;
          for (const colour of COLOURS) style.setProperty(colour, page.getPropertyValue(colour));
        }
      });
    },

    init(editor) {
      const words = editor.config.storyWords;
      addBlockButton(editor, "Paragraph", "p", words.paragraph);
      addBlockButton(editor, "Heading", "h2", words.heading);
      addBlockButton(editor, "Subheading", "h3", words.subheading);
      takeIn(editor);
      // The editor looks at the selection only now and then; a command must not act on an old one.
      editor.on("beforeCommandExec", () => editor.selectionChange(true));
      editor.on("instanceReady", () => writeAsStored(editor), null, null, 1);

      // A picture in the clipboard cannot come in this way: say so, and where it can.
      editor.on("paste", ({ data: { dataTransfer, dataValue } }) => {
        const files = Array.from({ length: dataTransfer.getFilesCount() }, (_, at) => dataTransfer.getFile(at));
        if (files.some((file) => file.type.startsWith("image/")) || /<img\b/i.test(dataValue)) {
          editor.showNotification(words.pasted, "warning", 10000);
        }
      }, null, null, 1);
    },
  });
})();
