"""Where a reader may send a story on: plain links, no other host's script."""

from __future__ import annotations

import base64
import json
from urllib.parse import urlencode


def links(address: str) -> list[tuple[str, str]]:
    """[(name, address)] of the pages where the story at `address` is shared.

    Zalo has no documented address for it; this is the one its own button opens: base64 of {"url": …}.
    """
    zalo = base64.b64encode(json.dumps({"url": address}).encode()).decode()
    return [
        ("Zalo", f"https://button-share.zalo.me/share_external?{urlencode({'d': zalo})}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': address})}"),
    ]
