"""Makes static/public/fonts out of the full fonts; docs/decisions/0008-fonts-for-readers.md says why.

    npm pack source-serif@4.5.1 @expo-google-fonts/be-vietnam-pro@0.4.1   # and unpack both
    pip install fonttools==4.60.1 brotli==1.1.0
    python docs/make_fonts.py <unpacked source-serif> <unpacked be-vietnam-pro>

Prints the `unicode-range` of each subset for static/public/paper.css.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "static/public/fonts"
# File of ours: (which package, file in it, family in our stylesheet).
FACES = {
    "serif-400": (1, "TTF/SourceSerif4-Regular.ttf", "Paper Serif"),
    "serif-400-italic": (1, "TTF/SourceSerif4-It.ttf", "Paper Serif"),
    "serif-600": (1, "TTF/SourceSerif4Subhead-Semibold.ttf", "Paper Serif"),
    "sans-400": (2, "400Regular/BeVietnamPro_400Regular.ttf", "Be Vietnam Pro"),
}
VIETNAMESE = {
    *range(0x20, 0x7F),
    *range(0x1EA0, 0x1EFA),
    *(0x300, 0x301, 0x303, 0x309, 0x323),
    *map(ord, "\u00a0ăâđêôơưĂÂĐÊÔƠƯàáãèéìíòóõùúýÀÁÃÈÉÌÍÒÓÕÙÚÝĩũĨŨ"),
    *map(ord, "“”‘’–—…•·×°²³½¼¾«»₫€§©®±−←→′″"),
}
# Names and words of other languages, fetched by the few pages that have them.
LATIN = {*range(0xA1, 0x180), 0x2C6, 0x2DA, 0x2DC, 0x2030, 0x2122, 0x2260, 0x2264, 0x2265} - VIETNAMESE
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga"]


def make(source: Path, target: Path, family: str, characters: set[int]) -> list[int]:
    """Write the subset of a font as woff2, under the name `family`; return the characters it has."""
    font = TTFont(source)
    options = subset.Options(layout_features=FEATURES, hinting=False, glyph_names=False)
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    # The licence reserves the name "Source": a changed font must not bear it.
    for record in list(font["name"].names):
        if record.nameID in (1, 3, 4, 6, 16, 18, 21, 25):
            font["name"].setName(family.replace(" ", "") if record.nameID == 6 else family, *_of(record))
        elif record.nameID not in (0, 2, 5, 13, 14):
            font["name"].removeNames(record.nameID)
    font.flavor = "woff2"
    font.save(target)
    return sorted(font.getBestCmap())


def _of(record) -> tuple[int, int, int, int]:
    return record.nameID, record.platformID, record.platEncID, record.langID


def unicode_range(characters: list[int]) -> str:
    """Characters as CSS writes them: "U+20-7E, U+A0"."""
    runs: list[list[int]] = []
    for one in characters:
        if runs and one == runs[-1][1] + 1:
            runs[-1][1] = one
        else:
            runs.append([one, one])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


if __name__ == "__main__":
    for name, (package, file, family) in FACES.items():
        for part, characters in (("vietnamese", VIETNAMESE), ("latin", LATIN)):
            target = FONTS / f"{name}-{part}.woff2"
            has = make(Path(sys.argv[package]) / file, target, family, characters)
            sys.stdout.write(f"{target.name} {target.stat().st_size} bytes\n  {unicode_range(has)}\n")
