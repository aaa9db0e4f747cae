"""Colour profiles made for tests, as ICC.1:2001-04 lays them out."""

from __future__ import annotations

import struct
from itertools import product


def fixed(*numbers: float) -> bytes:
    """Numbers as s15Fixed16."""
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def xyz(*numbers: float) -> bytes:
    return b"XYZ \0\0\0\0" + fixed(*numbers)


def profile(kind: bytes, space: bytes, connection: bytes, tags: dict[bytes, bytes]) -> bytes:
    """A profile of a kind (mntr, prtr) from a colour space into a connection space (XYZ or Lab)."""
    tags = {b"wtpt": xyz(0.9642, 1, 0.8249), b"cprt": b"text\0\0\0\0none\0", **tags}
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += struct.pack(">4sII", name, 132 + 12 * len(tags) + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = 128 + len(table) + len(body)
    header = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x02400000, kind, space, connection)
    header += struct.pack(">6H", 2026, 11, 23, 0, 0, 0) + b"acsp" + bytes(28) + fixed(0.9642, 1, 0.8249)
    return header + bytes(128 - len(header)) + table + body


def adobe_rgb() -> bytes:
    """Adobe RGB (1998): its primaries adapted to D50 and a gamma of 563/256."""
    gamma = b"curv\0\0\0\0" + struct.pack(">IH", 1, 563)
    primaries = {
        b"rXYZ": xyz(0.60974, 0.31111, 0.01947),
        b"gXYZ": xyz(0.20528, 0.62567, 0.06087),
        b"bXYZ": xyz(0.14919, 0.06322, 0.74457),
    }
    return profile(
        b"mntr", b"RGB ", b"XYZ ", {**primaries, **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), gamma)}
    )


def odd_press() -> bytes:
    """A CMYK press with odd inks, so that its profile cannot be overlooked: "cyan" prints red, "magenta"
    green, "yellow" blue; black is black."""
    inks = {
        (1, 0, 0): (54, 81, 70),
        (0, 1, 0): (88, -79, 81),
        (0, 0, 1): (30, 68, -112),
        (0, 0, 0): (100, 0, 0),
    }
    points = b""
    for *colours, black in product((0, 1), repeat=4):
        lightness, a, b = (0, 0, 0) if black else inks.get(tuple(colours), (50, 0, 0))
        points += bytes([round(lightness * 2.55), a + 128, b + 128])
    straight = bytes(range(256))
    lut = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    return profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": lut + straight * 4 + points + straight * 3})
