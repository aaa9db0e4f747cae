"""A withdrawn story is on no surface on which readers or machines saw it a moment before."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import (
    Byline,
    FrontPage,
    FrontPlace,
    PenName,
    PreviewLink,
    PublishedStory,
    ReadCount,
    Rights,
    Section,
    Source,
    Story,
    StoryPerson,
    StorySource,
)
from articles.photos import attach, ingest
from articles.workflow import record_edit, take
from people.models import Person
from tests.photos.files import encoded, picture

CANARY = "ChimYenHot"
# {surface: (address, what it answers afterwards)}; the braces are filled in by `told`.
SURFACES = {
    "its page": ("{page}", 410),
    "another address of it": ("/khac/x-{pk}.html", 410),
    "its ninjs": ("{ninjs}", 410),
    "a preview link": ("{link}", 410),
    "its photo": ("{photo}", 410),
    "the cut for sharing": ("{share}", 410),
    "front page": ("/", 200),
    "section": ("/thoi-su/", 200),
    "related and most read": ("{other}", 200),
    "search by word": ("/tim-kiem/?q=rạng+sáng", 200),
    "search by caption": ("/tim-kiem/?q=bến+phà", 200),
    "archive": ("/luu-tru/?nhan_vat=hai+yen", 200),
    "archive of the day": ("/luu-tru/{now:%Y}/{now:%m}/{now:%d}/", 200),
    "person": ("{person}", 200),
    "person's feed": ("/rss/nhan-vat/{person_key}.rss", 200),
    "RSS": ("/rss/", 200),
    "Atom": ("/rss/index.atom", 200),
    "JSON feed": ("/rss/index.json", 200),
    "section's feed": ("/rss/thoi-su.rss", 200),
    "ninjs of the newest": ("/ninjs.json", 200),
    "sitemap of the month": ("/sitemap/{now:%Y-%m}.xml", 200),
    "news sitemap": ("/news-sitemap.xml", 200),
}


@pytest.fixture
def told(desk, walk, settings, tmp_path):
    """A live story that has the canary in every field, wherever stories stand; and how surfaces are found."""
    settings.MEDIA_ROOT = tmp_path
    section = Section.objects.create(name="Thời sự", slug="thoi-su")
    person = Person.objects.create(name="Vũ Thị Hải Yến")

    def write(word):
        story = Story.objects.create(
            headline=word,
            lead=f"{word} rạng sáng",
            body=f"<p>{word}</p>",
            section=section,
            place=word,
            event_date=dt.date(2026, 11, 20),
            author=desk["reporter"],
        )
        StoryPerson.objects.create(story=story, person=person, printed_role=word)
        return story

    story = write(CANARY)
    photo = ingest(encoded(picture(400, 300)), by=desk["reporter"], credit=CANARY, rights=Rights.STAFF)
    attach(story, photo, caption=f"{CANARY} bến phà", alt=CANARY)
    Byline.objects.create(story=story, pen_name=PenName.objects.create(name=CANARY))
    source = Source.objects.create(name="Báo Mẫu", domain="mau.example")
    StorySource.objects.create(story=story, source=source, url="https://mau.example/ChimYenHot")
    record_edit(story, by=desk["reporter"])
    story, other = walk(story, "published"), write("Tin ai cũng đọc")
    record_edit(other, by=desk["reporter"])
    other = walk(other, "published")
    FrontPlace.objects.create(page=FrontPage.objects.create(pk=1), story=story, position=1)
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    ReadCount.objects.record({(story.pk, hour): 9, (other.pk, hour): 8})
    editor = Client()
    editor.force_login(desk["editor"])
    editor.post(f"/toa-soan/xem-truoc/{story.pk}/lien-ket/", {"days": 3})
    page = PublishedStory.objects.get(story=story).get_absolute_url()
    return {
        "story": story,
        "pk": story.pk,
        "page": page,
        "ninjs": page.replace(".html", ".ninjs.json"),
        "link": f"/xem-truoc/{PreviewLink.objects.get().token}/",
        "photo": photo.sizes["webp"][0][2],
        "share": photo.sizes["share"][2],
        "other": PublishedStory.objects.get(story=other).get_absolute_url(),
        "person": person.get_absolute_url(),
        "person_key": person.get_absolute_url().strip("/").rpartition("/")[2],
        "now": timezone.localtime(),
        "marks": re.compile(rf"{CANARY}|{re.escape(photo.sizes['share'][2].split('-')[0])}|RIFF|JFIF", re.I),
    }


def answer(client, address):
    """The status, and all that is sent: headers and content."""
    response = client.get(address)
    content = response.getvalue().decode("utf-8", "replace")
    return response.status_code, f"{response.get('Location', '')} {content}"


# Pages are kept only of what is committed.
@pytest.mark.django_db(transaction=True)
def test_it_was_there_and_is_there_no_more(client, told, desk):
    # One story for all of them: setting it up is what takes long.
    def seen():
        answers = {name: answer(client, asked.format(**told)) for name, (asked, _status) in SURFACES.items()}
        return {
            name: (status, bool(told["marks"].search(content))) for name, (status, content) in answers.items()
        }

    assert {name for name, (status, marked) in seen().items() if status >= 400 or not marked} == set()
    take("withdraw", told["story"], by=desk["chief"], note=CANARY, decision=CANARY, notice="Bài đã gỡ.")
    assert seen() == {name: (status, False) for name, (_asked, status) in SURFACES.items()}


def test_its_address_says_that_it_was_withdrawn_and_when_and_no_cache_keeps_that(client, told, desk):
    at = timezone.localtime(dt.datetime.now(dt.UTC))
    take("withdraw", told["story"], by=desk["chief"], note=CANARY)
    gone = client.get(told["page"])
    page = gone.content.decode()
    assert "đã được gỡ" in page and f"{at.day}/{at.month}/{at.year}" in page and "noindex" in page
    assert gone["Cache-Control"] == "no-cache" == client.get(told["ninjs"])["Cache-Control"]


def test_nobody_gives_an_outsider_a_link_to_a_withdrawn_story(client, told, desk):
    take("withdraw", told["story"], by=desk["chief"], note="Sai")
    client.force_login(desk["reporter"])
    answer = client.post(f"/toa-soan/xem-truoc/{told['pk']}/lien-ket/", {"days": 3}, follow=True)
    assert "đã bị gỡ" in answer.content.decode()
    assert not PreviewLink.objects.open_now().exists()
