"""Captions that name who is in a picture, with the posts held on the day of the event."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from people.models import Person
from people.titles import title_lines


def propose(people: Sequence[Person], day: dt.date | None) -> str:
    """One sentence naming `people`, given from left to right; "" for nobody.

    "Từ trái sang: Bí thư Tỉnh uỷ Lê Văn Mẫu, Chủ tịch UBND tỉnh Trần Thị Hoa." Each has the posts held on
    `day` before the name; whoever held none, and everyone when the day is not known, has the name alone.
    """
    titles = title_lines([one.pk for one in people], day) if day and people else {}
    named = [" ".join(filter(None, [titles.get(one.pk, ""), one.name])) for one in people]
    # Where one of them holds two posts, a comma no longer says where the next person begins.
    between = "; " if any("," in words for words in named) else ", "
    words = between.join(named)
    if not words:
        return ""
    words = words[0].upper() + words[1:]
    if len(people) == 1:
        return f"{words}."
    return _("From the left: %(names)s.") % {"names": between.join(named)}
