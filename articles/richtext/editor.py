"""The editor in a form: CKEditor 4, cut down to what a body needs, with our plugin for the photos."""

from __future__ import annotations

from typing import Any

from ckeditor.widgets import CKEditorWidget
from csp.constants import SELF, UNSAFE_INLINE
from django import forms
from django.templatetags.static import static
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Story

from .sanitizing import sanitize

# What the page with the editor needs beyond the site's policy. CKEditor writes onclick="…" and style="…" into
# its own markup; it does without <script> in the page, javascript: addresses and eval, which stay forbidden.
EDITOR_CSP = {
    "script-src": [SELF],
    "script-src-attr": [UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}

PLUGINS = (
    "a11yhelp,basicstyles,blockquote,clipboard,contextmenu,enterkey,entities,htmlwriter,indentlist,link,list,"
    "magicline,maximize,pastefromgdocs,pastefromlibreoffice,pastefromword,pastetext,removeformat,tab,table,"
    "tableselection,tabletools,toolbar,undo,widget"
)
CONFIG = {
    # The whole list: what is not named is not loaded, whatever the bundle holds.
    "plugins": PLUGINS,
    "extraPlugins": "divarea,storytext,storyphoto",
    "customConfig": "",
    "stylesSet": False,
    "defaultLanguage": "vi",
    "toolbar": [
        ["Paragraph", "Heading", "Subheading"],
        ["Bold", "Italic"],
        ["Link", "Unlink"],
        ["BulletedList", "NumberedList", "Outdent", "Indent", "Blockquote"],
        ["Table", "StoryPhoto"],
        ["PasteText", "RemoveFormat"],
        ["Undo", "Redo"],
        ["Maximize"],
    ],
    "width": "100%",
    "height": "auto",  # the stylesheet says how small it may be; the text makes it grow
    "allowedContent": (
        "p h2 h3 strong em sub sup br ul ol li blockquote caption thead tbody tr; a[!href,title]; table;"
        " td[colspan,rowspan]; th[colspan,rowspan,scope]; figure[!data-photo]"
    ),
    "entities": False,
    "basicEntities": True,
    "fillEmptyBlocks": False,
    "disableNativeSpellChecker": False,
    # Not only needless: the frame in the tab for uploads starts from a javascript: address.
    "removeDialogTabs": "link:upload;link:target;link:advanced;table:advanced",
    "linkDefaultProtocol": "https://",
    "pasteFilter": "semantic-content",
    "magicline_color": "currentColor",
    "title": _("Body of the story"),
    "storyWords": {
        "paragraph": _("Paragraph"),
        "heading": _("Heading"),
        "subheading": _("Subheading"),
        "pasted": _("Pictures cannot be pasted into the text. Add them below, under the story's photos."),
        "photos": {
            "button": _("Insert a photo"),
            "choose": _("Which photo?"),
            "photo": _("Photo %s"),
            "empty": _("Photo %s has no file yet"),
            "missing": _("The story has no photo %s any more: delete this place."),
            "twice": _("This photo already stands further up; only the first place is kept."),
            "placed": _("in the text already"),
            "none": _("The story has no photos yet. Add them below and save; then they can be placed."),
            "close": _("Close"),
        },
        # What the editor's own Vietnamese lacks or says amiss.
        "editor": {
            "link": {
                "displayText": _("Words of the link"),
                "toUrl": _("A web page"),
                "toEmail": _("An e-mail address"),
                "toPhone": _("A telephone number"),
                "phoneNumber": _("Telephone number"),
                "noTel": _("Type the telephone number"),
            },
            "table": {"headers": _("Header cells"), "caption": _("Title of the table")},
            "clipboard": {"pasteNotification": _("Press %1 to paste.")},
            "pastetext": {"pasteNotification": _("Press %1 to paste.")},
            "widget": {"label": "%1", "move": _("Drag to move")},
            "notification": {"closed": _("The message is closed.")},
        },
    },
}


class BodyWidget(CKEditorWidget):
    """A textarea that becomes the editor; without scripts it stays one, holding the HTML."""

    def __init__(self, photos: list[dict[str, Any]] | None = None) -> None:
        super().__init__()
        self.external_plugin_resources = [
            (name, static(f"articles/ckeditor/{name}/"), "plugin.js") for name in ("storytext", "storyphoto")
        ]
        self.config = dict(CONFIG)
        self.photos = photos or []

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(css={"all": ["articles/ckeditor/editor.css"]})

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        return json_script(self.photos, "story-photos") + super().render(*args, **kwargs)


def body_widget(story: Story | None = None) -> forms.Widget:
    """The editor for a story's body, and with it its photos as JSON, `<script id="story-photos">`.

    One query when the story is saved, none for a new one.
    """
    return BodyWidget(story_photos(story) if story and story.pk else [])


def story_photos(story: Story) -> list[dict[str, Any]]:
    """What the editor shows of each photo: number, thumb (an address, "" without a file), caption, credit."""
    return [
        {
            "number": row.number,
            "thumb": row.photo.sizes["jpeg"][0][2] if row.photo and row.photo.sizes else "",
            "caption": row.caption,
            "credit": row.credit or (row.photo.credit if row.photo else ""),
        }
        for row in story.story_photos.select_related("photo")
    ]


class BodyField(forms.CharField):
    """A body in a form: what it cleans to is fit to be stored, and what is refused stays in the form."""

    widget = BodyWidget

    def to_python(self, value: str | None) -> str:
        return sanitize(super().to_python(value) or "")
