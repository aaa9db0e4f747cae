"""XMP (ISO 16684-1): a packet of RDF, in whatever of its shapes a program wrote it."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from PIL import Image

from .dates import moment

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "cc": "http://creativecommons.org/ns#",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
}
MOST_BYTES = 2**20
_EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def _name(short: str) -> str:
    prefix, _colon, local = short.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


_RDF, _DESCRIPTION, _VALUE, _RESOURCE = map(
    _name, ("rdf:RDF", "rdf:Description", "rdf:value", "rdf:resource")
)
_CONTAINERS = {_name("rdf:Alt"), _name("rdf:Bag"), _name("rdf:Seq")}
_GUID = _name("xmpNote:HasExtendedXMP")

# Where each text is looked for, in this order; a path goes into structures.
_TEXTS = {
    "headline": ["photoshop:Headline"],
    "caption": ["dc:description"],
    "credit": ["photoshop:Credit"],
    "source": ["photoshop:Source"],
    "copyright": ["dc:rights"],
    "city": ["photoshop:City", "Iptc4xmpExt:LocationCreated/Iptc4xmpExt:City"],
    "alt": ["Iptc4xmpCore:AltTextAccessibility"],
    "licence_url": [
        "cc:license",
        "xmpRights:WebStatement",
        "plus:Licensor/plus:LicensorURL",
        "plus:LicensorURL",
    ],
    "digital_source_type": ["Iptc4xmpExt:DigitalSourceType"],
}
_LISTS = {
    "creator": ["dc:creator"],
    "keywords": ["dc:subject"],
    "persons_shown": [
        "Iptc4xmpExt:PersonInImage",
        "Iptc4xmpExt:PersonInImageWDetails/Iptc4xmpExt:PersonName",
    ],
}
_DATES = ["photoshop:DateCreated", "exif:DateTimeOriginal", "xmp:CreateDate"]

# A property's value: a text; a list of values; or, in a structure, values by name.
Value = Any


def read(image: Image.Image) -> dict[str, object]:
    """The fields of the picture's XMP. Raises what XML parsers raise when it is damaged or hostile."""
    properties: dict[str, Value] = {}
    for packet in _packets(image):
        for name, value in _properties(packet):
            properties.setdefault(name, value)
    found: dict[str, object] = {}
    for field, paths in _TEXTS.items():
        if text := next((text for path in paths for text in _texts(properties, path) if text), ""):
            found[field] = text
    for field, paths in _LISTS.items():
        if texts := [text for path in paths for text in _texts(properties, path) if text]:
            found[field] = texts
    moments = (moment(text) for path in _DATES for text in _texts(properties, path))
    if taken := next((one for one in moments if one), None):
        found["taken"] = taken
    return found


def _packets(image: Image.Image) -> Iterator[bytes]:
    """The packet, and behind it the one that did not fit into the first segment of a JPEG."""
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    if isinstance(packet, str):
        packet = packet.encode()
    if not isinstance(packet, bytes) or len(packet) > MOST_BYTES:
        return
    yield packet
    guid = re.search(rb"HasExtendedXMP\s*(?:=\s*[\"']|>)\s*([0-9A-Fa-f]{32})", packet)
    if guid and (extension := _extension(image, guid[1])):
        yield extension


def _extension(image: Image.Image, guid: bytes) -> bytes:
    """The second packet put together from its segments; empty unless it is whole and is the one meant."""
    parts: dict[int, bytes] = {}
    for _marker, data in getattr(image, "applist", []):
        start = len(_EXTENSION)
        if data.startswith(_EXTENSION) and data[start : start + 32] == guid:
            parts[int.from_bytes(data[start + 36 : start + 40], "big")] = data[start + 40 :]
    if sum(map(len, parts.values())) > MOST_BYTES:
        return b""
    whole = b"".join(part for _at, part in sorted(parts.items()))
    digest = hashlib.md5(whole, usedforsecurity=False).hexdigest()
    return whole if digest.encode() == guid.lower() else b""


def _properties(packet: bytes) -> Iterator[tuple[str, Value]]:
    """(name, value) of each property, those with a text alone also where they stand as attributes."""
    if packet.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        packet = packet.decode("utf-16").encode()
    root = fromstring(packet.rstrip(b"\0 \t\r\n"), forbid_dtd=True)
    rdf = root if root.tag == _RDF else root.find(_RDF)
    for description in rdf if rdf is not None else ():
        yield from _structure(description).items()


def _structure(element: Element) -> dict[str, Value]:
    found: dict[str, Value] = dict(element.attrib)
    for child in element:
        found.setdefault(child.tag, _value(child))
    return found


def _value(element: Element, depth: int = 0) -> Value:
    if depth > 8:  # IPTC's deepest is 4
        return ""
    if resource := element.get(_RESOURCE):
        return resource
    children = list(element)
    if not children:
        own = {name: value for name, value in element.attrib.items() if not _is_syntax(name)}
        return (element.text or "").strip() or own
    first = children[0]
    if first.tag in _CONTAINERS:
        values = [(item.get(_LANGUAGE, ""), _value(item, depth + 1)) for item in first]
        if first.tag == _name("rdf:Alt"):
            return min(values, key=_strange, default=("", ""))[1]
        return [value for _language, value in values]
    # A structure, or a text with remarks on it ("qualifiers").
    inside = first if first.tag == _DESCRIPTION else element
    found: dict[str, Value] = {name: v for name, v in inside.attrib.items() if not _is_syntax(name)}
    for child in inside:
        found.setdefault(child.tag, _value(child, depth + 1))
    return found.get(_VALUE, found)


def _is_syntax(name: str) -> bool:
    return name == _LANGUAGE or (name.startswith(f"{{{NAMESPACES['rdf']}}}") and name != _VALUE)


def _strange(value: tuple[str, Value]) -> int:
    """How far the language of an alternative is from what this newsroom prints; empty ones are farthest."""
    language, text = value
    return 3 if not text else 0 if language.lower().startswith("vi") else 1 if language == "x-default" else 2


def _texts(properties: dict[str, Value], path: str) -> list[str]:
    """Every text at a path, in order."""
    values: list[Value] = [properties]
    for step in path.split("/"):
        name = _name(step)
        values = [
            one
            for value in values
            if isinstance(value, dict) and name in value
            for one in (value[name] if isinstance(value[name], list) else [value[name]])
        ]
    return [value for value in values if isinstance(value, str)]
