"""A link lets an outsider read one revision of one story for a while, and nothing else."""

import datetime as dt
import re
from unittest import mock

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from articles import workflow
from articles.models import PreviewLink, Story
from articles.photos import attach, ingest
from ledger.models import Entry

from .conftest import save


def base(story):
    return f"/toa-soan/xem-truoc/{story.pk}/"


def give(client, story, days=3):
    return client.post(f"{base(story)}lien-ket/", {"days": days})


@pytest.fixture
def address(at_desk, story):
    """The address of a link that the reporter made."""
    assert give(at_desk("reporter"), story).status_code == 302
    page = at_desk("reporter").get(f"{base(story)}man-hinh/").content.decode()
    found = re.search(r'value="https?://[^/"]+(/xem-truoc/[^"]+)"', page)
    assert found
    return found[1]


def test_an_outsider_reads_the_story_without_a_login(client, address, story):
    answer = client.get(address)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<h1>Khánh thành cầu cảng</h1>" in page
    assert "/toa-soan/" not in page
    assert str(timezone.localdate().year) in page


def test_it_is_not_indexed_kept_or_told_to_others(client, address):
    answer = client.get(address)
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "unsafe" not in answer["Content-Security-Policy"]
    page = answer.content.decode()
    assert '<meta name="robots" content="noindex' in page
    assert "canonical" not in page and "og:url" not in page


def test_it_stays_the_revision_it_was_made_of(client, at_desk, address, story):
    save(at_desk("reporter"), story, headline="Tít sửa sau")
    page = client.get(address).content.decode()
    assert "Khánh thành cầu cảng" in page
    assert "Tít sửa sau" not in page
    assert PreviewLink.objects.get().revision.number == 1


def test_it_ends_at_its_time(client, address):
    PreviewLink.objects.update(expires_at=timezone.now())
    answer = client.get(address)
    assert answer.status_code == 410
    assert "Khánh thành" not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_it_can_be_closed_and_its_page_is_gone(client, at_desk, address, story):
    link = PreviewLink.objects.get()
    assert at_desk("editor").post(f"{base(story)}lien-ket/{link.pk}/dong/").status_code == 302
    assert client.get(address).status_code == 410
    assert PreviewLink.objects.get().page == ""
    assert PreviewLink.objects.get().revoked_by.username == "editor"


@pytest.mark.parametrize(
    "spoil", [lambda a: a[:-3] + "xx/", lambda a: "/xem-truoc/1/", lambda a: "/xem-truoc/MQ:x:y/"]
)
def test_no_other_address_can_be_guessed(client, address, spoil):
    answer = client.get(spoil(address))
    assert answer.status_code == 404
    assert "Khánh thành" not in answer.content.decode()


def test_who_made_it_is_on_record(address, users, story):
    link = PreviewLink.objects.get()
    assert (link.made_by, link.revision.number) == (users["reporter"], 1)
    assert LogEntry.objects.filter(user=users["reporter"], object_id=str(story.pk)).exists()


def test_only_who_may_open_the_story_makes_or_closes_one(client, at_desk, address, story):
    assert give(at_desk("other"), story).status_code == 404
    assert client.post(f"{base(story)}lien-ket/", {"days": 1}).status_code == 302
    link = PreviewLink.objects.get()
    assert at_desk("other").post(f"{base(story)}lien-ket/{link.pk}/dong/").status_code == 404
    assert at_desk("other").get(f"{base(story)}man-hinh/").status_code == 404
    assert client.get(address).status_code == 200
    assert PreviewLink.objects.count() == 1


def test_a_link_is_closed_once_and_not_without_the_ledger(at_desk, address, story, monkeypatch):
    close = f"{base(story)}lien-ket/{PreviewLink.objects.get().pk}/dong/"
    with monkeypatch.context() as broken, pytest.raises(RuntimeError):
        broken.setattr("ledger.models.Entry.save", mock.Mock(side_effect=RuntimeError))
        at_desk("reporter").post(close)
    assert PreviewLink.objects.get().is_open
    before = Entry.objects.count()
    for _twice in range(2):
        assert at_desk("reporter").post(close).status_code == 302
    assert not PreviewLink.objects.get().is_open and Entry.objects.count() == before + 1


def test_a_link_of_one_story_is_not_closed_from_another(at_desk, address, users, story):
    other = Story.objects.create(headline="Khác", author=users["other"])
    link = PreviewLink.objects.get()
    assert at_desk("other").post(f"{base(other)}lien-ket/{link.pk}/dong/").status_code == 404
    assert PreviewLink.objects.get().is_open


@pytest.mark.parametrize("days", ["0", "365", "x", ""])
def test_it_is_open_for_no_longer_than_a_week(at_desk, story, days):
    assert give(at_desk("reporter"), story, days).status_code == 403
    assert not PreviewLink.objects.exists()


def test_an_embargo_blocks_it_before_and_after(client, at_desk, address, story):
    Story.objects.update(embargo_until=timezone.now() + dt.timedelta(hours=1))
    assert client.get(address).status_code == 410
    give(at_desk("reporter"), story)
    assert PreviewLink.objects.count() == 1


def test_its_pictures_are_there(client, at_desk, users, story, jpeg):
    attach(story, ingest(jpeg(), by=users["reporter"]), caption="Cảng", credit="MH")
    workflow.record_edit(story, by=users["reporter"])
    give(at_desk("reporter"), story)
    page = client.get(f"/xem-truoc/{PreviewLink.objects.get().token}/").content.decode()
    picture = re.search(r'<img[^>]+src="(/[^"]+)"', page)[1]
    answer = client.get(picture)
    assert answer.status_code == 200
    assert list(answer)  # reads the file to its end, which closes it


def test_hostile_words_stay_words(client, at_desk, story):
    save(at_desk("reporter"), story, headline="<script>alert(1)</script>")
    give(at_desk("reporter"), story)
    assert (
        "<script>alert" not in client.get(f"/xem-truoc/{PreviewLink.objects.get().token}/").content.decode()
    )


def test_the_page_of_widths_frames_the_bare_page_alone(at_desk, story):
    client = at_desk("reporter")
    assert f'src="{base(story)}?bare"' in client.get(f"{base(story)}man-hinh/").content.decode()
    bare, whole = client.get(f"{base(story)}?bare"), client.get(base(story))
    assert "Bản xem trước" not in bare.content.decode()
    assert bare["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in bare["Content-Security-Policy"]
    assert whole["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]


def test_both_widths_are_shown_in_a_browser(page, log_in, users, transactional_db, story):
    from playwright.sync_api import expect

    log_in(page, users["reporter"])
    page.goto(f"{base(story)}man-hinh/")
    expect(page.frame_locator("iframe.desktop").get_by_role("heading", level=1)).to_have_text(story.headline)
    page.get_by_role("button", name="Điện thoại").click()
    expect(page.frame_locator("iframe.phone").get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("iframe.desktop")).to_be_hidden()
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
