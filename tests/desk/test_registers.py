"""Sections, sources, pen names and photos at the desk."""

import pytest

from articles import workflow
from articles.models import PenName, Section, Source
from articles.photos import attach, ingest
from people.models import Person

REGISTERS = "/toa-soan/articles"


def test_a_sections_address_is_made_from_its_name(at_desk):
    at_desk("secretary").post(
        f"{REGISTERS}/section/add/", {"name": "Đời sống & Xã hội", "slug": "", "order": 3, "chain": "full"}
    )
    assert Section.objects.get().slug == "doi-song-xa-hoi"


def test_a_section_with_published_stories_may_move_and_its_former_address_is_remembered(
    at_desk, story, walk, section
):
    walk(story, "published")
    data = {"name": "Thời sự mới", "slug": "khac", "order": 1, "chain": "full"}
    at_desk("secretary").post(f"{REGISTERS}/section/{section.pk}/change/", data)
    section.refresh_from_db()
    assert (section.name, section.slug) == ("Thời sự mới", "khac")
    assert [former.slug for former in section.former_slugs.all()] == ["thoi-su"]


@pytest.mark.parametrize("who", ["reporter", "editor"])
def test_a_section_is_not_theirs_to_change(at_desk, section, who):
    client = at_desk(who)
    assert client.post(f"{REGISTERS}/section/{section.pk}/change/", {"name": "x"}).status_code == 403
    assert client.post(f"{REGISTERS}/section/add/", {"name": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("model", "field", "record"),
    [
        ("storysource", "source", lambda: Source.objects.create(name="Báo Đường sắt")),
        ("byline", "pen_name", lambda: PenName.objects.create(name="Báo Đường sắt")),
        ("storyperson", "person", lambda: Person.objects.create(name="Báo Đường Sắt")),
    ],
)
def test_records_are_found_in_a_form_without_marks(at_desk, users, model, field, record):
    made = record()
    answer = at_desk("reporter").get(
        "/toa-soan/autocomplete/",
        {"term": "duong sat", "app_label": "articles", "model_name": model, "field_name": field},
    )
    assert [one["id"] for one in answer.json()["results"]] == [str(made.pk)]


def test_a_reporter_sees_the_photos_of_others_only_in_their_own_stories(at_desk, users, story, jpeg):
    mine = ingest(jpeg("a.jpg", "red"), by=users["reporter"])
    ours = ingest(jpeg("b.jpg", "green"), by=users["editor"])
    attach(story, ours)
    theirs = ingest(jpeg("c.jpg", "blue"), by=users["other"])
    shown = at_desk("reporter").get(f"{REGISTERS}/photo/").context["cards"]
    assert {card.photo.pk for card in shown} == {mine.pk, ours.pk}
    address = f"{REGISTERS}/photo/{theirs.pk}/change/"
    assert at_desk("reporter").get(address).status_code == 302
    assert at_desk("editor").get(address).status_code == 200


def test_a_photo_names_the_stories_it_is_in_as_far_as_one_may_open_them(at_desk, users, story, jpeg):
    photo = ingest(jpeg(), by=users["other"])
    attach(story, photo)
    workflow.record_edit(story, by=users["reporter"])
    address = f"{REGISTERS}/photo/{photo.pk}/change/"
    assert story.headline in at_desk("reporter").get(address).content.decode()
    assert story.headline not in at_desk("other").get(address).content.decode()


def test_another_credit_is_written_into_the_files_that_readers_get(at_desk, users, jpeg):
    photo = ingest(jpeg(), by=users["reporter"], credit="Minh Hà")
    before = photo.sizes
    client = at_desk("editor")
    address = f"{REGISTERS}/photo/{photo.pk}/change/"
    page = client.get(address)
    assert page.status_code == 200
    form = page.context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    assert client.post(address, {**data, "caption": "Lời chú thích"}).status_code == 302
    photo.refresh_from_db()
    assert (photo.caption, photo.sizes) == ("Lời chú thích", before)
    assert client.post(address, {**data, "credit": "Đức Long"}).status_code == 302
    photo.refresh_from_db()
    assert photo.sizes["share"][2] != before["share"][2]
