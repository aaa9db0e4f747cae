"""An archive's worth of texts made from the seed's sentences, with words from everywhere to nearly nowhere.

A story has ten sentences of the seed, some 400 words. Every fourth sentence stays as it is, so that its
phrases are found in many stories; in the others seven words of ten are replaced by one drawn from 20,000: the
seed's own, the most frequent first, then syllables put together, then numbers; the nth is drawn with a chance
as 1/n (Zipf's law, as words of any language are spread). Each story ends with a number of its own.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, product
from pathlib import Path
from typing import NamedTuple

from vietnamese import is_syllable

SEED = Path(__file__).resolve().parents[2] / "newsroom/demo/hoi-nghi-quang-ninh-ha-noi.txt"
VOCABULARY = 20_000
SENTENCES = 10
_WORD = re.compile(r"\w+")
_ONSETS = (
    *("b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n"),
    *("ng", "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"),
)
_VOWELS = "aàáảãạăắằâấầậeèéẻêếềệiìíịoòóọôốồộơớờợuùúụưứừự"
_CODAS = ("", "c", "ch", "i", "m", "n", "ng", "nh", "o", "p", "t", "u")


class Text(NamedTuple):
    """A story's text, as it would be typed."""

    headline: str
    lead: str
    passages: tuple[str, ...]

    @property
    def whole(self) -> str:
        """All of it on one line."""
        return " ".join((self.headline, self.lead, *self.passages))


def texts(count: int) -> Iterator[Text]:
    """So many texts, the same ones each time."""
    chance = random.Random(7)
    sentences = [one for line in SEED.read_text().splitlines() for one in line.split(". ") if len(one) > 40]
    words = vocabulary()
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))

    def varied(sentence: str) -> str:
        if chance.random() < 0.25:
            return sentence
        drawn = iter(chance.choices(words, cum_weights=weights, k=sentence.count(" ") + 20))
        return _WORD.sub(lambda found: next(drawn) if chance.random() < 0.7 else found[0], sentence)

    for number in range(count):
        first, *others = map(varied, chance.choices(sentences, k=SENTENCES))
        yield Text(first[:120], others[0], (*others[1:], f"Bài số{number}"))


def vocabulary() -> list[str]:
    """What is drawn from, the most frequent first."""
    seed = Counter(word.lower() for word in _WORD.findall(SEED.read_text()))
    found = [word for word, _count in seed.most_common()]
    made = ["".join(parts) for parts in product(_ONSETS, _VOWELS, _CODAS)]
    random.Random(7).shuffle(made)
    found += [word for word in made if is_syllable(word) and word not in seed]
    return [*found, *map(str, range(3000, 3000 + VOCABULARY))][:VOCABULARY]
