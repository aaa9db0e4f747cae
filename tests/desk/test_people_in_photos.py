"""Who is in a picture is put in order from the left, and a caption is proposed from it."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from articles import workflow
from articles.models import Story
from articles.photos import attach, ingest
from people.models import Body, Person, Post, Tenure

from .conftest import change

ADDRESS = "/toa-soan/articles/story/caption/"


@pytest.fixture
def people(db):
    """Three invented people; the first held a post from 2015 to 2018 and another from 2019."""
    made = [Person.objects.create(name=name) for name in ("Lê Văn Mẫu", "Trần Thị Hoa", "Phạm Văn Khách")]
    body = Body.objects.create(name="Trung tâm Thử nghiệm")
    for title, start, end in (("Giám đốc", "2015", "2018"), ("Chủ tịch", "2019", "")):
        post = Post.objects.create(body=body, title=title)
        Tenure.objects.create(person=made[0], post=post, start=start, end=end)
    return made


def ask(client, people, day):
    response = client.get(ADDRESS, {"person": [one.pk for one in people], "day": day})
    assert response.status_code == 200
    return response.json()


def test_the_posts_are_those_of_the_day_of_the_event(at_desk, people):
    client = at_desk("reporter")
    mau, hoa, _khach = people
    assert ask(client, [hoa, mau], "2016-03-01")["caption"] == (
        "Từ trái sang: Trần Thị Hoa, Giám đốc Trung tâm Thử nghiệm Lê Văn Mẫu."
    )
    assert ask(client, [mau], "2020-03-01")["caption"] == "Chủ tịch Trung tâm Thử nghiệm Lê Văn Mẫu."
    assert ask(client, [mau], "1/3/2016")["caption"] == "Giám đốc Trung tâm Thử nghiệm Lê Văn Mẫu."


@pytest.mark.parametrize("day", ["", "hôm qua", "2016-13-45", "99999-01-01", "'; DROP"])
def test_without_a_day_the_posts_are_left_out_and_it_says_so(at_desk, people, day):
    answer = ask(at_desk("reporter"), people[:1], day)
    assert answer == {
        "caption": "Lê Văn Mẫu.",
        "about": "Bài chưa có ngày sự kiện nên chưa ghi chức vụ.",
    }


def test_nobody_and_nonsense_give_no_caption(at_desk):
    client = at_desk("reporter")
    for sent in ({}, {"person": ["x", "-1", "9" * 30, "²"]}, {"person": "99999999"}):
        assert client.get(ADDRESS, sent).json()["caption"] == ""


def test_only_those_who_write_stories_may_ask(users, people):
    outsider = Client()
    assert outsider.get(ADDRESS).status_code == 302
    users["other"].groups.clear()
    outsider.force_login(users["other"])
    assert outsider.get(ADDRESS).status_code == 403
    assert reverse("admin:articles_story_caption") == ADDRESS


@pytest.fixture
def form(transactional_db, page, log_in, users, story, people, jpeg):
    """The form of a story with one photo, in which the first two stand."""
    row = attach(story, ingest(jpeg(), by=users["reporter"]), caption="Toàn cảnh.", credit="MH")
    for order, person in enumerate(people[:2], 1):
        row.photo_people.create(person=person, order=order)
    Story.objects.update(event_date="2016-03-01")
    story.refresh_from_db()
    workflow.record_edit(story, by=users["reporter"])
    log_in(page, users["reporter"])
    page.goto(change(story))
    return page


def names(form):
    return form.locator("#story_photos-0 .person-name")


def saved(form, story):
    form.get_by_role("button", name="Lưu", exact=True).click()
    expect(form.get_by_text("Đã lưu, phiên bản")).to_be_visible()
    return [one.person.name for one in story.story_photos.get().photo_people.all()]


def test_the_keyboard_puts_people_in_order_and_adds_one(form, story):
    expect(names(form)).to_have_text(["1. Lê Văn Mẫu", "2. Trần Thị Hoa"])
    names(form).nth(1).press("Alt+ArrowLeft")
    expect(names(form)).to_have_text(["1. Trần Thị Hoa", "2. Lê Văn Mẫu"])
    expect(names(form).nth(0)).to_be_focused()
    form.locator("#story_photos-0 .field-in_picture .select2-search__field").press_sequentially("khach")
    expect(form.locator(".select2-results__option", has_text="Phạm Văn Khách")).to_be_visible()
    form.keyboard.press("Enter")
    expect(names(form)).to_have_text(["1. Trần Thị Hoa", "2. Lê Văn Mẫu", "3. Phạm Văn Khách"])
    form.get_by_role("button", name="Sang trái: Phạm Văn Khách").click()
    form.get_by_role("button", name="Bỏ: Lê Văn Mẫu").press("Enter")
    expect(names(form)).to_have_text(["1. Trần Thị Hoa", "2. Phạm Văn Khách"])
    assert saved(form, story) == ["Trần Thị Hoa", "Phạm Văn Khách"]


def test_people_are_dragged_into_order(form, story):
    items = form.locator("#story_photos-0 .from-left li")
    items.nth(1).drag_to(items.nth(0), target_position={"x": 2, "y": 5})
    expect(names(form)).to_have_text(["1. Trần Thị Hoa", "2. Lê Văn Mẫu"])
    assert saved(form, story) == ["Trần Thị Hoa", "Lê Văn Mẫu"]


def test_a_proposed_caption_is_added_and_taken_back(form, story):
    caption = form.locator("#story_photos-0").get_by_label("Chú thích")
    proposed = "Từ trái sang: Giám đốc Trung tâm Thử nghiệm Lê Văn Mẫu, Trần Thị Hoa."
    button = form.locator("#story_photos-0").get_by_role("button", name="Đề xuất chú thích")
    button.press("Enter")
    expect(caption).to_have_value(f"Toàn cảnh. {proposed}")
    button.click()
    expect(form.get_by_text("Chú thích đã có câu này.")).to_be_visible()
    expect(caption).to_have_value(f"Toàn cảnh. {proposed}")
    caption.fill("Toàn cảnh.")
    form.get_by_label("Ngày sự kiện").fill("2020-03-01")
    button.click()
    expect(caption).to_have_value(f"Toàn cảnh. {proposed.replace('Giám đốc', 'Chủ tịch')}")
    form.get_by_role("button", name="Hoàn tác").click()
    expect(caption).to_have_value("Toàn cảnh.")
    expect(caption).to_be_focused()
    button.click()
    expect(caption).not_to_have_value("Toàn cảnh.")
    saved(form, story)
    assert story.story_photos.get().caption.startswith("Toàn cảnh. Từ trái sang: Chủ tịch")


def test_what_was_typed_after_a_proposal_is_not_undone_away(form):
    caption = form.locator("#story_photos-0").get_by_label("Chú thích")
    form.locator("#story_photos-0").get_by_role("button", name="Đề xuất chú thích").click()
    expect(form.get_by_role("button", name="Hoàn tác")).to_be_visible()
    caption.press_sequentially(" Ảnh chụp buổi sáng.")
    expect(form.get_by_role("button", name="Hoàn tác")).to_have_count(0)
