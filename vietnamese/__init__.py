"""The Vietnamese language as a newsroom's software needs it: pure Python, the standard library alone.

Text goes through `clean` (or `one_line`) when it comes in and is stored so. What is compared goes through
`key` or `fold`, what is sorted through `sort_key`; neither is ever shown.
"""

from .cleaning import clean, one_line
from .dates import FoundDate, find_dates
from .encodings import Decoded, decode, from_legacy
from .keys import KEY_VERSION, fold, fold_key, key, word_key
from .names import is_person_like, name_key, strip_title
from .phrases import FoundPhrase, find_phrases, name_goes_on
from .slugs import slug
from .sorting import ALPHABET, initial, name_sort_key, sort_key
from .syllables import is_syllable
from .timestamps import long_date, long_time, relative
from .words import FoundWord, find_words, words

__all__ = [
    "ALPHABET",
    "KEY_VERSION",
    "Decoded",
    "FoundDate",
    "FoundPhrase",
    "FoundWord",
    "clean",
    "decode",
    "find_dates",
    "find_phrases",
    "find_words",
    "fold",
    "fold_key",
    "from_legacy",
    "initial",
    "is_person_like",
    "is_syllable",
    "key",
    "long_date",
    "long_time",
    "name_goes_on",
    "name_key",
    "name_sort_key",
    "one_line",
    "relative",
    "slug",
    "sort_key",
    "strip_title",
    "word_key",
    "words",
]
