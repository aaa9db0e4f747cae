"""Cleaning and reading text of the kinds that take a naive program longest: stacks of marks, and many dates.

    python benchmarks/vietnamese.py

Each figure is the least of three runs, in CPU time of this process. Twice the text should take twice as long;
the baseline, `unicodedata.normalize` alone, takes four times as long for twice as tall a stack.
"""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

STACK, DATES = 10_000, 50_000


def least(call: Callable[[str], Any], text: str) -> float:
    """Milliseconds of CPU of the fastest of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        call(text)
        times.append(time.process_time() - start)
    return min(times) * 1000


def compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def report(what: str, text: str, ours: Callable[[str], Any], naive: Callable[[str], Any] | None) -> None:
    mine = least(ours, text)
    told = f"{what}: {mine:.1f} ms; twice as much: {least(ours, text * 2) / mine:.1f} times as long"
    if naive:
        theirs = least(naive, text)
        told += (
            f"; {naive.__name__}: {theirs:.1f} ms, twice as much: {least(naive, text * 2) / theirs:.1f} times"
            f" as long; {theirs / mine:.1f} times as fast"
        )
    print(told)  # noqa: T201


def main() -> None:
    from vietnamese import clean, find_dates, key

    report(f"cleaning {2 * STACK:,} marks on one letter", "\u0301\u0323" * STACK, clean, compose)
    report(f"the key of {2 * STACK:,} marks", "\u0301\u0323" * STACK, key, compose)
    prose = unicodedata.normalize("NFD", "Uỷ ban nhân dân tỉnh Quảng Ninh họp ngày 10/8. ") * 2_000
    report(f"cleaning {len(prose):,} characters of decomposed prose", prose, clean, compose)
    report(f"dates in {DATES:,} times “1/1 ”", "1/1 " * DATES, find_dates, None)
    report(f"dates in {DATES:,} times “ngày 1/1, ”", "ngày 1/1, " * DATES, find_dates, None)


if __name__ == "__main__":
    main()
