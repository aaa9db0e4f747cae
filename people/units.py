"""The administrative units of Việt Nam, from `data/units.csv`; its credit and licence stand beside it."""

from __future__ import annotations

import csv
from pathlib import Path

from django.db import transaction

from .models import Unit

FILE = Path(__file__).parent / "data" / "units.csv"


@transaction.atomic
def load() -> int:
    """Put the units on record, leaving those already there as they are; returns how many were new.

    The 34 provinces and cities since 1 July 2025, the 63 before; the 54 communes of Quảng Ninh and its 13
    former district units; what each became.
    """
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {(unit.level, unit.code, unit.start): unit for unit in Unit.objects.all()}
    provinces = {unit.code: unit for unit in known.values() if unit.level == 2 and not unit.end}
    new = 0
    for row in rows:
        place = (int(row["level"]), row["code"], row["start"])
        if place not in known:
            known[place] = Unit.objects.create(
                level=place[0],
                code=row["code"],
                start=row["start"],
                end=row["end"],
                name=row["name"],
                short_name=row["short_name"],
                parent=provinces[row["parent"]] if row["parent"] else None,
            )
            new += 1
        if place[0] == 2 and not row["end"]:
            provinces[row["code"]] = known[place]
    today = {(level, code): unit for (level, code, _start), unit in known.items() if not unit.end}
    for row in rows:
        level = int(row["level"])
        # A district unit was followed by communes, a province by a province.
        followed_by = [today[4 if level == 3 else level, code] for code in row["successors"].split()]
        if followed_by:
            known[level, row["code"], row["start"]].successors.add(*followed_by)
    return new
