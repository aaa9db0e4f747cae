"""No story goes to readers with a photo that nobody may print."""

import datetime as dt

import pytest
from django.utils import timezone

from articles import checks
from articles.models import Rights, StoryEvent
from articles.photos import attach, ingest
from articles.workflow import Refused, record_edit, take
from tests.photos.files import encoded

TODAY = dt.date(2026, 6, 15)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def day(monkeypatch):
    """day(TODAY) makes it noon of that day in Vietnam."""

    def be(date):
        noon = timezone.make_aware(dt.datetime.combine(date, dt.time(12)))
        monkeypatch.setattr(timezone, "now", lambda: noon)

    be(TODAY)
    return be


@pytest.fixture
def row(story, desk):
    """A photo in the story with everything that it needs."""
    photo = ingest(encoded(), by=desk["reporter"], credit="Minh Hà", rights=Rights.STAFF)
    row = attach(story, photo, caption="Cầu cảng mới.", alt="Cầu cảng nhìn từ trên cao")
    record_edit(story, by=desk["reporter"])
    return row


def change(row, **fields):
    for name, value in fields.items():
        setattr(row.photo, name, value)
    row.photo.save()


@pytest.mark.parametrize("missing", ["caption", "alt"])
def test_a_photo_without_caption_or_alternative_text_is_refused(story, row, walk, desk, missing):
    setattr(row, missing, "")
    row.save()
    story = walk(story, "review")
    with pytest.raises(Refused) as refusal:
        take("approve", story, by=desk["secretary"], override="Cần đăng ngay")
    assert len(refusal.value.messages) == 1
    assert not refusal.value.overridable


def test_a_photo_of_which_nobody_has_said_the_rights_is_refused_in_an_emergency_too(story, row, walk, desk):
    change(row, rights="")
    story = walk(story, "review")
    with pytest.raises(Refused, match="quyền sử dụng"):
        take("approve", story, by=desk["chief"], override="Cần đăng ngay")


def test_a_photo_with_all_of_it_passes(story, row, walk):
    assert walk(story, "published").status == "published"


@pytest.mark.parametrize(
    "fields",
    [
        {"valid_until": TODAY - dt.timedelta(1)},
        {"valid_from": TODAY + dt.timedelta(1)},
        {"denied_at": timezone.now(), "denied_reason": "Chủ ảnh không đồng ý."},
    ],
    ids=["expired", "early", "denied"],
)
def test_what_may_not_be_used_today_is_refused_unless_the_secretary_says_why(
    day, story, row, walk, desk, fields
):
    change(row, **fields)
    story = walk(story, "review")
    with pytest.raises(Refused) as refusal:
        take("approve", story, by=desk["secretary"])
    assert refusal.value.overridable
    story = take("approve", story, by=desk["secretary"], override="Chủ ảnh vừa gọi điện đồng ý.")
    event = StoryEvent.objects.get(step="approve")
    assert event.override == "Chủ ảnh vừa gọi điện đồng ý."
    assert event.set_aside == refusal.value.messages
    assert take("publish", story, by=desk["secretary"]).status == "published"


@pytest.mark.parametrize("edge", ["valid_from", "valid_until"])
def test_the_first_and_the_last_day_are_permitted(day, story, row, walk, edge):
    change(row, **{edge: TODAY})
    assert walk(story, "published").status == "published"


def test_what_counts_is_the_day_on_which_readers_see_it(day, story, row, walk, desk):
    change(row, valid_until=TODAY + dt.timedelta(3))
    story = walk(story, "approved")
    with pytest.raises(Refused, match="18/6/2026"):
        take("publish", story, by=desk["secretary"], at=timezone.now() + dt.timedelta(4))
    assert take("publish", story, by=desk["secretary"], at=timezone.now() + dt.timedelta(3))


def test_rights_that_end_soon_are_a_warning(day, story, row, settings):
    change(row, valid_until=TODAY + dt.timedelta(settings.PHOTO_RIGHTS_DAYS))
    assert "photo-ending" in [problem.code for problem in checks.problems(story)]
    change(row, valid_until=TODAY + dt.timedelta(settings.PHOTO_RIGHTS_DAYS + 1))
    assert "photo-ending" not in [problem.code for problem in checks.problems(story)]


@pytest.mark.parametrize("rights", [Rights.ILLUSTRATION, Rights.AI])
def test_making_a_photo_a_drawing_after_approval_needs_another_approval(story, row, walk, desk, rights):
    story = walk(story, "approved")
    change(row, rights=rights)
    with pytest.raises(Refused, match="duyệt lại"):
        take("publish", story, by=desk["secretary"])
