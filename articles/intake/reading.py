"""What was sent becomes text, or is refused with the reason."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import richtext
from vietnamese import clean, decode

from .findings import Finding, NotTaken

MAX_BYTES = richtext.MAX_BYTES

AS_TEXT = gettext_lazy("Open it, choose “Save as” → plain text (.txt, UTF-8), or copy the text and paste it.")
PHOTO = gettext_lazy("a photo"), gettext_lazy("Photos are chosen in the field for photos.")
ARCHIVE = gettext_lazy("an archive"), gettext_lazy("Unpack it and bring in the text inside.")
# What people choose by mistake: (first bytes, what it is, what to do).
FOREIGN: list[tuple[bytes, Promise, Promise]] = [
    (b"%PDF", gettext_lazy("a PDF"), gettext_lazy("Open it, copy the text and paste it.")),
    (b"PK\x03\x04", gettext_lazy("a Word document (.docx) or an archive"), AS_TEXT),
    (b"\xd0\xcf\x11\xe0", gettext_lazy("an old Word document (.doc)"), AS_TEXT),
    (b"{\\rtf", gettext_lazy("a rich text document (.rtf)"), AS_TEXT),
    (b"\xff\xd8\xff", *PHOTO),
    (b"\x89PNG", *PHOTO),
    (b"GIF8", *PHOTO),
    (b"RIFF", *PHOTO),
    (b"Rar!", *ARCHIVE),
    (b"7z\xbc\xaf", *ARCHIVE),
    (b"\x1f\x8b", *ARCHIVE),
]
_WEB_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_MARKUP = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
_SAMPLE = 65_536  # characters looked at


class Text(NamedTuple):
    """A cleaned text (`vietnamese.clean`), and what there is to say about how it was read."""

    text: str
    findings: list[Finding]


def read(raw: bytes | str) -> Text:
    """A text file's bytes in whatever encoding, or a pasted text, as text.

    Raises NotTaken when it is more than `MAX_BYTES` bytes, no text, or empty.
    """
    refuse_too_long(len(raw if isinstance(raw, bytes) else raw.encode(errors="replace")))
    findings = []
    if isinstance(raw, bytes):
        _refuse_foreign(raw[:16])
        decoded = decode(raw)
        written = decoded.text
        if not decoded.sure or decoded.encoding not in ("utf-8", "ascii"):
            findings.append(_encoding(decoded.encoding, decoded.sure))
    else:
        written = raw
    _refuse_what_is_no_text(written)
    findings += _lost(written)
    text = clean(written)
    if not text.strip():
        raise NotTaken(_("The text is empty. Paste the story, or choose its .txt file again."))
    return Text(text, findings)


def refuse_too_long(size: int) -> None:
    """Raise NotTaken for more than `MAX_BYTES` bytes."""
    if size > MAX_BYTES:
        raise NotTaken(
            _(
                "The text is %(size)s; the most is %(most)s. See whether it is the right file, or divide it"
                " into several stories."
            )
            % {"size": _kilobytes(size), "most": _kilobytes(MAX_BYTES)}
        )


def _kilobytes(size: int) -> str:
    return f"{-(-size // 1000)} kB"


def _refuse_foreign(head: bytes) -> None:
    for start, what, advice in FOREIGN:
        if head.startswith(start):
            raise NotTaken(
                _("The file is %(kind)s, not plain text. %(advice)s") % {"kind": what, "advice": advice}
            )


def _refuse_what_is_no_text(written: str) -> None:
    if _WEB_PAGE.match(written):
        raise NotTaken(
            _("This is the code of a web page. Open the page, copy the text you see and paste it.")
        )
    sample = written[:_SAMPLE]
    strange = len(_CONTROLS.findall(sample)) + sample.count("\ufffd")
    if strange * 20 > len(sample):
        raise NotTaken(_("The file is not plain text. %(advice)s") % {"advice": AS_TEXT})


def _encoding(encoding: str, sure: bool) -> Finding:
    if sure:
        return Finding("encoding", True, _("Read as %(encoding)s.") % {"encoding": encoding})
    message = _("Read as %(encoding)s, which is not certain: compare the marks with the original.")
    return Finding("encoding", False, message % {"encoding": encoding})


def _lost(written: str) -> list[Finding]:
    findings = []
    if count := len(_CONTROLS.findall(written)):
        message = ngettext(
            "%(count)s invisible control character was left out.",
            "%(count)s invisible control characters were left out.",
            count,
        )
        findings.append(Finding("characters", False, message % {"count": count}))
    if count := written.count("\ufffd"):
        message = ngettext(
            "%(count)s character could not be read; it is marked �.",
            "%(count)s characters could not be read; they are marked �.",
            count,
        )
        findings.append(Finding("characters", False, message % {"count": count}))
    if _MARKUP.search(written):
        findings.append(
            Finding("markup", False, _("There is HTML code in the text; it was kept as plain text."))
        )
    return findings
