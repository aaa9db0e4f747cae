"""A partner that runs this software takes our stories over with their attribution right."""

import json
from io import BytesIO, StringIO
from unittest import mock
from urllib.error import HTTPError

import pytest
from django.core.management import CommandError, call_command

from articles.intake import AlreadyHere, NotTaken
from articles.intake.partners import bring_in_ninjs, stories_of
from articles.models import PublishedStory, Source, Status, Story
from tests.machines.conftest import CANARY

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(client, copy):
    """What our site sends of `copy`."""
    return json.loads(client.get(copy.get_absolute_url().replace(".html", ".ninjs.json")).content)


def test_a_story_goes_round_with_its_attribution(sent, copy, desk, person):
    story = bring_in_ninjs(sent, by=desk["reporter"], partner="localhost").story
    assert story.status == Status.DRAFT
    for field in ("headline", "lead", "event_date", "place", "kind"):
        assert getattr(story, field) == getattr(copy, field), field
    assert "<strong>đậm</strong>" in story.body and '<figure data-photo="1">' in story.body
    sources = [(row.source.credit, row.url) for row in story.story_sources.all()]
    assert sources == [
        ("baoquangninh.com.vn", "https://baoquangninh.com.vn/a"),
        ("Báo Hạ Long", f"http://localhost:8000{copy.get_absolute_url()}"),
    ]
    (mentioned,) = story.story_people.all()
    assert (mentioned.person, mentioned.printed_role) == (person, "Chủ tịch phường")
    (photo,) = story.story_photos.all()
    assert (photo.photo, photo.caption, photo.credit) == (None, "Chú thích 1", "Minh Hà")
    assert story.revisions.count() == 1


def test_the_same_story_is_taken_once(sent, desk):
    bring_in_ninjs(sent, by=desk["reporter"], partner="localhost")
    with pytest.raises(AlreadyHere):
        bring_in_ninjs(sent, by=desk["reporter"], partner="localhost")
    assert bring_in_ninjs(sent, by=desk["reporter"], partner="localhost", again=True).story


def test_a_known_source_is_found_and_not_made_again(sent, desk):
    known = Source.objects.create(name="Báo Quảng Ninh", domain="baoquangninh.com.vn")
    story = bring_in_ninjs(sent, by=desk["reporter"], partner="localhost").story
    assert story.story_sources.first().source == known


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_what_is_withheld_or_cancelled_is_not_taken(sent, desk, status):
    with pytest.raises(NotTaken):
        bring_in_ninjs({**sent, "pubStatus": status}, by=desk["reporter"], partner="localhost")
    assert Story.objects.filter(headline=sent["headlines"][0]["value"], status="draft").count() == 0


def test_what_a_partner_sends_is_sanitised_and_cut(desk):
    hostile = {
        "uri": "x" * 5000,
        "type": "text",
        "headlines": [{"value": "Tít " * 500}],
        "bodies": [
            {"value": '<p onclick="x">Chữ<script>alert(1)</script></p><figure data-photo="7"></figure>'}
        ],
        "located": ["không phải chữ"],
        "people": "không phải danh sách",
        "contentCreated": "hôm qua",
        "infoSources": [{"name": "Báo", "uri": "javascript:alert(1)"}],
        "associations": [None, 3, {"type": "picture"}],
    }
    story = bring_in_ninjs(hostile, by=desk["reporter"], partner="bao.example").story
    assert len(story.headline) <= 250
    assert "script" not in story.body and "onclick" not in story.body and "figure" not in story.body
    assert [row.url for row in story.story_sources.all()] == ["", ""]


@pytest.mark.parametrize(
    "content", [None, [], "x", {}, {"type": "text"}, {"type": "text", "headlines": [{"value": "A"}]}]
)
def test_what_is_no_story_is_refused(desk, content):
    with pytest.raises(NotTaken):
        for one in stories_of(content):
            bring_in_ninjs(one, by=desk["reporter"], partner="x")


def test_an_address_of_another_host_is_not_believed(sent, desk):
    story = bring_in_ninjs(sent, by=desk["reporter"], partner="khac.example").story
    assert [row.url for row in story.story_sources.all()] == ["https://baoquangninh.com.vn/a", ""]


def fetch(content, *args):
    out = StringIO()
    with mock.patch("articles.management.commands.fetch_ninjs.urlopen", return_value=BytesIO(content)):
        call_command("fetch_ninjs", "https://bao.example/ninjs.json", *args, stdout=out)
    return out.getvalue()


def test_an_address_that_answers_with_an_error_is_not_said_to_be_silent(desk):
    error = HTTPError("https://bao.example/ninjs.json", 410, "Gone", None, None)
    with (
        mock.patch("articles.management.commands.fetch_ninjs.urlopen", side_effect=error),
        pytest.raises(CommandError, match="trả lời “HTTP Error 410: Gone”"),
    ):
        call_command("fetch_ninjs", "https://bao.example/ninjs.json", "--author", desk["reporter"].username)


def test_a_feed_is_subscribed_to_by_running_the_command_again(client, copy, desk):
    feed = client.get("/ninjs.json").content
    assert copy.headline in fetch(feed, "--author", desk["reporter"].username)
    before = Story.objects.count()
    assert copy.headline in fetch(feed, "--author", desk["reporter"].username)
    assert Story.objects.count() == before
    assert not Story.objects.filter(headline=CANARY, status="draft").exists()
    assert PublishedStory.objects.live().count() == 1


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]"])
def test_a_feed_that_is_none_says_so(desk, content):
    with pytest.raises(CommandError):
        fetch(content, "--author", desk["reporter"].username)
