"""The picture that social networks show of a page without a photo: of a story the paper, the section and the
headline; of a section, a person or a body its name; of any other page the paper's name.

Drawn when it is asked for, of what readers see at that moment, and kept nowhere: what is not live has no card
(docs/decisions/0018-share-images.md).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from articles.models import PublishedStory, Section
from articles.photos.resizing import SHARE, encode
from people.models import Body, Person

# Raise it whenever what follows draws another picture: addresses are immutable, so new bytes need new ones.
RECIPE = 1

FONTS = Path(settings.BASE_DIR) / "static/public/fonts"
PARTS = ("vietnamese", "latin")  # no character is in both
# As in static/public/paper.css.
PAPER, INK, BAY, SAIL = "#fdfcf9", "#191c1e", "#0b4f6c", "#a63c1d"
LEFT, RIGHT, TOP, BOTTOM = 80, SHARE[0] - 80, 226, SHARE[1] - 56  # px, the box of the headline
SMALL = 36  # px, the paper's name and the section
HEADLINE = (88, 80, 72, 64, 56, 48, 42, 36, 30)  # px; the largest that fits
LEADING = 1.28  # stacked capitals (ẤỄỘ) need 1.25
JPEG = {"quality": 88, "optimize": True, "subsampling": 0}


class Words(NamedTuple):
    """What a card says, from top to bottom."""

    paper: str
    above: str
    headline: str


def of_story(copy: PublishedStory) -> Words:
    """The words of a story's card."""
    return Words(settings.SITE_NAME, copy.section.name, copy.headline)


def of_page(page: Section | Person | Body | None) -> Words:
    """The words of the card of a section, a person, a body with its `parent`, or (None) the paper itself."""
    match page:
        case Person():
            return Words(settings.SITE_NAME, _("People in the news"), page.name)
        case Body():
            return Words(settings.SITE_NAME, page.parent.name if page.parent else "", page.name)
        case Section():
            return Words(settings.SITE_NAME, "", page.name)
    return Words("", "", settings.SITE_NAME)


def address(copy: PublishedStory) -> str:
    """Where the card of a saved copy is: it changes with everything that is drawn, and cannot be guessed."""
    return reverse("card", args=[copy.story_id, key(of_story(copy))])


def key(words: Words) -> str:
    """What the address of a card with these words ends in."""
    content = "\0".join([str(RECIPE), *words])
    return salted_hmac("articles.public.cards", content, algorithm="sha256").hexdigest()[:32]


def draw(words: Words) -> bytes:
    """The card with these words, a JPEG of 1200×630."""
    return _draw(*words)


@lru_cache(maxsize=64)
def _draw(paper: str, section: str, headline: str) -> bytes:
    image = Image.new("RGB", SHARE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SHARE[0], 16), BAY)
    for text, face, top, colour in (
        (paper, Face("serif-600", SMALL + 8), 56, BAY),
        (section, Face("sans-400", SMALL), 132, SAIL),
    ):
        if text and face.has(text):
            (line,) = face.cut(face.lines(text, RIGHT - LEFT), 1, RIGHT - LEFT)
            face.write(pen, line, top, colour)
    pen.line((LEFT, 202, RIGHT, 202), BAY, 2)
    for size in HEADLINE:
        face = Face("serif-600", size)
        # No headline rather than one with boxes in it, such as one in Chinese.
        if not face.has(headline):
            break
        room = (BOTTOM - TOP) // face.leading
        lines = face.lines(headline, RIGHT - LEFT)
        if len(lines) <= room or size == HEADLINE[-1]:
            lines = face.cut(lines, room, RIGHT - LEFT)
            for number, line in enumerate(lines):
                face.write(pen, line, TOP + number * face.leading, INK)
            break
    return encode(image, "JPEG", JPEG)


class Face:
    """One of the paper's fonts at a size in px: the two files that readers' browsers get, as one."""

    def __init__(self, name: str, size: int) -> None:
        self.fonts = [ImageFont.truetype(str(FONTS / f"{name}-{part}.woff2"), size) for part in PARTS]
        self.leading = round(size * LEADING)
        self._missing = [_shape(font, "\uffff") for font in self.fonts]
        self._of: dict[str, int | None] = {}

    def has(self, text: str) -> bool:
        """Whether there is a glyph for every character that is seen."""
        return all(self._font_of(one) is not None for one in _seen(text))

    def width(self, text: str) -> float:
        """How wide `text` is on one line, in px."""
        return sum(font.getlength(run) for font, run in self._runs(text))

    def lines(self, text: str, width: int) -> list[str]:
        """`text` broken between words into lines of at most `width` px, and inside a word that is wider."""
        lines = [""]
        for word in _seen(text).split():
            longer = f"{lines[-1]} {word}".strip()
            if self.width(longer) <= width:
                lines[-1] = longer
                continue
            lines += [""] * bool(lines[-1])
            for one in word:
                if self.width(lines[-1] + one) > width:
                    lines.append("")
                lines[-1] += one
        return lines

    def cut(self, lines: list[str], limit: int, width: int) -> list[str]:
        """The first `limit` of the lines; where there are more, the last ends in an ellipsis."""
        if len(lines) <= limit:
            return lines
        last = lines[limit - 1]
        while last and self.width(f"{last}…") > width:
            last = last[:-1]
        return [*lines[: limit - 1], f"{last.rstrip()}…"]

    def write(self, pen: ImageDraw.ImageDraw, line: str, top: float, colour: str) -> None:
        """Draw one line at the left margin, its tallest capitals `top` px below the edge or lower."""
        left, baseline = float(LEFT), top + self.fonts[0].getmetrics()[0]
        for font, run in self._runs(line):
            pen.text((left, baseline), run, colour, font, anchor="ls")
            left += font.getlength(run)

    def _runs(self, text: str) -> list[tuple[ImageFont.FreeTypeFont, str]]:
        grouped = groupby(text, key=lambda one: self._font_of(one) or 0)
        return [(self.fonts[which], "".join(run)) for which, run in grouped]

    def _font_of(self, character: str) -> int | None:
        if character not in self._of:
            has = (
                _shape(font, character) != none for font, none in zip(self.fonts, self._missing, strict=True)
            )
            self._of[character] = next((which for which, there in enumerate(has) if there), None)
        return self._of[character]


def _shape(font: ImageFont.FreeTypeFont, character: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(character)
    return mask.size, bytes(mask)


def _seen(text: str) -> str:
    """`text` in composed letters, each run of blanks as one, without marks of direction and the like."""
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(one for one in composed if unicodedata.category(one) not in ("Cf", "Cc"))
