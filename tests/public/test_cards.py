"""What social networks show of a story without a photo."""

import datetime as dt
import re
from io import BytesIO

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image

from articles.models import Section
from articles.public import cards
from people.models import Person
from people.registry import body
from tests.factories import make_copies, make_section, photo_data

pytestmark = pytest.mark.django_db


def shared(client, copy):
    """The address, below the site's, that the page of a story gives to social networks."""
    page = client.get(copy.get_absolute_url()).content.decode()
    assert 'name="twitter:card" content="summary_large_image"' in page
    return re.search(r'property="og:image" content="http://localhost:8000(/[^"]+)"', page)[1]


def ink(data):
    """The box (left, top, right, bottom) of what is drawn darkly below the line; None when nothing is."""
    drawn = Image.open(BytesIO(data)).convert("L").crop((0, 210, 1200, 630))
    return drawn.point(lambda light: 255 if light < 90 else 0).getbbox()


def test_a_story_without_a_photo_is_shared_with_a_card(client):
    (copy,) = make_copies(1, headline="Uỷ ban tỉnh khánh thành cầu")
    answer = client.get(shared(client, copy))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "immutable" in answer["Cache-Control"] and "s-maxage=300" in answer["Cache-Control"]
    image = Image.open(BytesIO(answer.content))
    assert image.size == (1200, 630)
    assert ink(answer.content) is not None
    assert len(answer.content) < 300_000


def test_a_story_with_a_photo_is_shared_with_the_photo(client):
    (copy,) = make_copies(1, photos=[photo_data()])
    assert shared(client, copy) == "/anh/share.jpeg"
    assert client.get(cards.address(copy)).url.endswith("/anh/share.jpeg")


def test_the_address_follows_what_is_drawn_and_former_ones_lead_to_it(client):
    (copy,) = make_copies(1)
    before = shared(client, copy)
    Section.objects.update(name="Đời sống")
    after = shared(client, copy)
    assert before != after
    assert client.get(before).url.endswith(after)


@pytest.mark.parametrize(
    ("days_from_now", "status"),
    [
        ({"live_from": -1, "live_until": 0, "withdrawn_at": 0}, 410),
        ({"live_from": -1, "live_until": 0}, 410),
        ({"live_from": 1}, 404),
    ],
)
def test_a_story_that_readers_do_not_see_has_no_card(client, days_from_now, status):
    now = timezone.now()
    (copy,) = make_copies(1, **{name: now + dt.timedelta(days=days) for name, days in days_from_now.items()})
    answer = client.get(cards.address(copy))
    assert (answer.status_code, answer.content) == (status, b"")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "headline",
    [
        "ẤỄỘ",
        "Quảng Ninh và Hà Nội hợp tác phát triển du lịch giai đoạn 2016 – 2020",
        ("ẤỄỘ ĐƯỜNG " * 30)[:250],
        ("Uỷ ban nhân dân tỉnh " * 30)[:250],
        "W" * 250,
        "Čapek ở Łódź",
    ],
)
def test_a_headline_of_any_length_stays_inside_the_card(headline):
    left, top, right, bottom = ink(cards._draw("Báo Hạ Long", "Chính trị", headline))
    assert left >= 60 and right <= 1140
    assert top >= 8 and bottom <= 400


def test_stacked_capitals_are_drawn_to_their_tips():
    bare, stacked = (ink(cards._draw("Báo", "Mục", text)) for text in ("AEO", "ẤỄỘ"))
    font = cards.Face("serif-600", cards.HEADLINE[0]).fonts[0]
    (_, top, _, bottom), (_, low, _, base) = (font.getbbox(text, anchor="ls") for text in ("ẤỄỘ", "AEO"))
    assert abs((stacked[3] - stacked[1]) - (bottom - top)) <= 4
    assert abs((bare[3] - bare[1]) - (base - low)) <= 4
    assert stacked[1] < bare[1] and stacked[3] > bare[3]


def test_marks_sent_apart_are_drawn_as_one_letter():
    apart = "Tie\u0302\u0301ng Vie\u0323\u0302t\u200b"
    assert cards._draw("Báo", "Mục", apart) == cards._draw("Báo", "Mục", "Tiếng Việt")


@pytest.mark.parametrize("headline", ["中文", "Tin 😀", ""])
def test_what_no_font_of_ours_has_is_not_drawn_as_boxes(headline):
    assert ink(cards._draw("Báo", "Mục", headline)) is None


def test_words_are_kept_whole_and_what_is_too_long_is_cut_with_an_ellipsis():
    face = cards.Face("sans-400", 36)
    lines = face.lines("Uỷ ban nhân dân tỉnh Quảng Ninh " * 3, 400)
    assert " ".join(lines) == ("Uỷ ban nhân dân tỉnh Quảng Ninh " * 3).strip()
    assert all(face.width(line) <= 400 for line in lines)
    first, second = face.cut(lines, 2, 400)
    assert (first, second[-1]) == (lines[0], "…") and face.width(second) <= 400


def card_of(client, path):
    page = client.get(path).content.decode()
    return re.search(r'property="og:image" content="http://localhost:8000(/[^"]+)"', page)[1]


def test_pages_without_a_picture_have_cards_of_their_own_and_the_rest_the_papers(client, monkeypatch):
    drawn = []
    monkeypatch.setattr(cards, "_draw", lambda *words: drawn.append(words) or b"")
    person = Person.objects.create(name="Vũ Thị Hải Yến")
    parent = body("Tỉnh uỷ Bình Sơn")
    department = body("Ban Tuyên giáo", parent=parent)
    named = {
        make_section().get_absolute_url(): ("", "Thời sự"),
        person.get_absolute_url(): ("Nhân vật", "Vũ Thị Hải Yến"),
        department.get_absolute_url(): ("Tỉnh uỷ Bình Sơn", "Ban Tuyên giáo"),
    }
    for path, words in named.items():
        assert client.get(card_of(client, path)).status_code == 200
        assert drawn[-1] == (settings.SITE_NAME, *words)
    for path in ("/", "/nhan-vat/", "/luu-tru/", "/cai-chinh/", "/gioi-thieu/"):
        assert client.get(card_of(client, path)).status_code == 200
        assert drawn[-1] == ("", "", settings.SITE_NAME)


def test_a_page_that_readers_do_not_see_has_no_card_and_a_former_address_leads_on(client):
    person = Person.objects.create(name="Vũ Thị Hải Yến")
    before = card_of(client, person.get_absolute_url())
    Person.objects.update(name="Vũ Hải Yến")
    after = client.get(before)
    assert (after.status_code, after.url) == (
        302,
        f"http://localhost:8000{card_of(client, person.get_absolute_url())}",
    )
    Person.objects.update(status="hidden")
    assert client.get(before).status_code == 404
    assert client.get(before.replace("nhan-vat", "khong-co")).status_code == 404
    paper = card_of(client, "/")
    assert client.get(paper.replace(paper[-9:-4], "00000")).url.endswith(paper)
