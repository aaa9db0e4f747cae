from __future__ import annotations

import datetime as dt

import pytest

from people.models import Person
from tests.factories import make_copies, photo_data
from tests.workflow.conftest import desk, story, walk  # noqa: F401

CANARY = "Canary"


@pytest.fixture
def person(db):
    return Person.objects.create(name="Vũ Thị Hải Yến")


@pytest.fixture
def copy(person):
    """A reprinted story with all there can be, and beside it two that readers may not see."""
    now = dt.datetime.now(dt.UTC)
    make_copies(1, headline=CANARY, lead=CANARY, live_from=now + dt.timedelta(hours=1), mentions=[person])
    make_copies(1, headline=CANARY, lead=CANARY, live_until=now, mentions=[person])
    (found,) = make_copies(
        1,
        headline="Khánh thành cầu “Cẩm Hải” & cảng <mới>",
        lead="Sáng nay, tỉnh khánh thành cầu.",
        html='<p>Mở đầu <b>đậm</b>.</p><figure data-photo="1"></figure><p>Kết &amp; hết.</p>',
        photos=[photo_data()],
        event_date=dt.date(2019, 8, 10),
        place="TP Hạ Long",
        bylines=[{"role": "text", "name": "Minh Hà"}, {"role": "photo", "name": "Đức Long"}],
        sources=[
            {
                "id": 1,
                "credit": "baoquangninh.com.vn",
                "url": "https://baoquangninh.com.vn/a",
                "published_at": None,
            }
        ],
        people=[
            {
                "id": person.pk,
                "name": person.name,
                "url": person.get_absolute_url(),
                "title": "Chủ tịch phường",
            }
        ],
        mentions=[person],
    )
    return found
