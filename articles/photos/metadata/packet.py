"""What every size says of itself: who made it, whom to name, whose it is and under which licence."""

from __future__ import annotations

from xml.sax.saxutils import escape

from vietnamese import one_line

from .xmp import NAMESPACES


def packet(*, credit: str = "", creator: str = "", copyright: str = "", licence_url: str = "") -> bytes:
    """An XMP packet in UTF-8 for JPEG and WebP files; empty when there is nothing to say."""
    credit, creator, copyright, licence_url = (
        escape(one_line(text)) for text in (credit, creator, copyright, licence_url)
    )
    said = {
        "photoshop:Credit": credit,
        "dc:creator": creator and f"<rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq>",
        "dc:rights": copyright and f'<rdf:Alt><rdf:li xml:lang="x-default">{copyright}</rdf:li></rdf:Alt>',
        "xmpRights:WebStatement": licence_url,
    }
    body = "".join(f"<{name}>{value}</{name}>" for name, value in said.items() if value)
    if not body:
        return b""
    prefixes = dict.fromkeys(name.partition(":")[0] for name, value in said.items() if value)
    spaces = "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{NAMESPACES["rdf"]}"><rdf:Description rdf:about=""{spaces}>{body}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()
