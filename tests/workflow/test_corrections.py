"""A public correction: written, submitted, approved by somebody else, and only then before readers."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.models import (
    Chain,
    Correction,
    CorrectionStatus,
    CorrectionWording,
    PublishedCorrection,
    PublishedStory,
    StoryEvent,
)
from articles.publishing import notice_of
from articles.workflow import Refused, record_edit, take, take_correction, write_correction
from tests.workflow.test_leaks import LATER, STARTS, crawl

CANARY = "ChimYenSai"
TEXT = {
    "wrong": "Cầu cảng dài 200 m.",
    "right": "Cầu cảng dài 220 m.",
    "apology": "Toà soạn xin lỗi bạn đọc.",
    "requester": "",
    "document": "",
}


@pytest.fixture
def live(story, walk):
    """The story, published."""
    return walk(story, "published")


@pytest.fixture
def correct(desk):
    """correct(story, "published") writes a correction of it and takes the usual steps to that status."""

    def correct(story, status="published", **words):
        made = write_correction(story, {**TEXT, **words}, by=desk["editor"])
        if status != "draft":
            made = take_correction("submit", made, by=desk["editor"], seen=notice_of(made).text_hash)
        if status == "published":
            made = take_correction("publish", made, by=desk["secretary"], seen=notice_of(made).text_hash)
        return made

    return correct


def refusal(step, correction, **given):
    """The words with which a step is refused; nothing may have changed."""
    before = (correction.status, StoryEvent.objects.count(), PublishedCorrection.objects.count())
    with pytest.raises(Refused) as refused:
        take_correction(step, correction, **given)
    correction.refresh_from_db()
    assert before == (correction.status, StoryEvent.objects.count(), PublishedCorrection.objects.count())
    return " ".join(refused.value.messages)


def test_it_names_the_piece_as_readers_knew_it_and_is_shown_on_the_story(live, correct, desk):
    made = correct(live)
    notice = made.published
    day = timezone.localdate(PublishedStory.objects.get().first_published_at)
    for words in ("“Khánh thành cầu cảng”", "Thời sự", f"{day.day}/{day.month}/{day.year}"):
        assert words in notice.naming
    assert notice.title == "Thông tin cải chính, xin lỗi"
    assert (made.status, made.approved_by) == (CorrectionStatus.PUBLISHED, desk["secretary"])
    (shown,) = PublishedStory.objects.get().corrections
    assert (shown["id"], shown["right"]) == (notice.pk, TEXT["right"])


def test_every_step_is_on_the_storys_trail_with_the_hash_of_the_text(live, correct, desk):
    made = correct(live)
    take_correction("withdraw", made, by=desk["chief"], note="Đơn vị rút yêu cầu.")
    events = StoryEvent.objects.filter(step__startswith="correction-").order_by("pk")
    steps = ["correction-write", "correction-submit", "correction-publish", "correction-withdraw"]
    assert [event.step for event in events] == steps
    assert {event.facts["text"] for event in events} == {made.published.text_hash}
    assert {event.to_status for event in events} == {"published"}
    assert PublishedStory.objects.get().corrections == []


@pytest.mark.parametrize("status", ["draft", "review"])
def test_no_public_address_knows_of_one_that_is_not_approved(client, live, correct, status):
    correct(live, status, wrong=CANARY, right=CANARY, apology=CANARY, requester=CANARY, document=CANARY)
    pages = crawl(client, [*STARTS, *LATER, "/cai-chinh/1/", "/rss/cai-chinh.rss", "/ninjs.json"])
    assert "/thoi-su/khanh-thanh-cau-cang-" in "".join(pages)
    assert [path for path, (_status, body) in pages.items() if CANARY in body and CANARY not in path] == []


def test_nobody_approves_words_they_wrote(live, correct, desk):
    made = write_correction(live, TEXT, by=desk["secretary"])
    made = take_correction("submit", made, by=desk["editor"], seen=notice_of(made).text_hash)
    assert (
        "chính bạn" in refusal("publish", made, by=desk["secretary"], seen=notice_of(made).text_hash).lower()
    )
    # Nor after somebody else wrote on.
    made = write_correction(
        live, {**TEXT, "right": "221 m."}, by=desk["editor"], correction=made, seen=made.text_hash
    )
    assert refusal("publish", made, by=desk["secretary"], seen=notice_of(made).text_hash)
    assert take_correction("publish", made, by=desk["chief"], seen=notice_of(made).text_hash).published


def test_what_was_read_is_what_is_approved(live, correct, desk):
    made = correct(live, "review")
    read, words = notice_of(made).text_hash, made.text_hash
    made = write_correction(live, {**TEXT, "right": "230 m."}, by=desk["editor"], correction=made, seen=words)
    assert refusal("publish", made, by=desk["secretary"], seen=read)
    assert refusal("publish", made, by=desk["secretary"])
    # Typed back letter by letter it is what was read.
    made = write_correction(live, TEXT, by=desk["editor"], correction=made, seen=made.text_hash)
    assert take_correction("publish", made, by=desk["secretary"], seen=read).published


def test_the_houses_wording_is_part_of_what_is_approved(live, correct, desk):
    made = correct(live, "review")
    read = notice_of(made).text_hash
    CorrectionWording.objects.create(pk=1, title="Đính chính")
    assert refusal("publish", made, by=desk["secretary"], seen=read)
    made = take_correction("publish", made, by=desk["secretary"], seen=notice_of(made).text_hash)
    assert made.published.title == "Đính chính"


def test_saving_over_somebody_elses_words_is_refused(live, correct, desk):
    made = correct(live, "draft")
    seen = made.text_hash
    write_correction(live, {**TEXT, "right": "230 m."}, by=desk["chief"], correction=made, seen=seen)
    with pytest.raises(Refused):
        write_correction(live, {**TEXT, "right": "240 m."}, by=desk["editor"], correction=made, seen=seen)
    made.refresh_from_db()
    assert made.right == "230 m."


@pytest.mark.parametrize(
    ("step", "status", "who"),
    [
        ("submit", "draft", "reporter"),
        ("publish", "review", "editor"),
        ("return", "review", "reporter"),
        ("withdraw", "published", "secretary"),
        ("publish", "draft", "chief"),
        ("publish", "published", "chief"),
        ("withdraw", "review", "chief"),
        ("return", "review", "secretary"),  # without a reason
    ],
)
def test_who_has_no_right_or_comes_at_the_wrong_time_is_refused(live, correct, desk, step, status, who):
    made = correct(live, status)
    assert refusal(step, made, by=desk[who], seen=notice_of(made).text_hash)


def test_only_a_story_readers_have_seen_is_corrected_and_by_editors(story, walk, desk):
    with pytest.raises(Refused):
        write_correction(walk(story, "approved"), TEXT, by=desk["editor"])
    take("publish", story, by=desk["secretary"], at=timezone.now() + dt.timedelta(hours=1))
    with pytest.raises(Refused):
        write_correction(story, TEXT, by=desk["chief"])
    take("unschedule", story, by=desk["secretary"])
    live = take("publish", story, by=desk["secretary"])
    with pytest.raises(Refused):
        write_correction(live, TEXT, by=desk["reporter"])


def test_the_longest_chain_asks_for_the_editor_in_chief_here_too(live, correct, desk):
    live.section.chain = Chain.CHIEF
    live.section.save()
    made = correct(live, "review")
    assert refusal("publish", made, by=desk["secretary"], seen=notice_of(made).text_hash)
    assert take_correction("publish", made, by=desk["chief"], seen=notice_of(made).text_hash).published


def test_it_stays_when_the_story_is_published_again_moves_or_is_withdrawn(client, live, correct, desk):
    notice = correct(live).published
    story = take("revise", live, by=desk["editor"])
    story.headline, story.slug = "Tít khác hẳn", "tit-khac"
    story.save()
    record_edit(story, by=desk["editor"])
    for step, who in (("forward", "editor"), ("approve", "secretary"), ("publish", "secretary")):
        story = take(step, story, by=desk[who])
    copy = PublishedStory.objects.live().get()
    assert [one["id"] for one in copy.corrections] == [notice.pk]
    page = client.get(notice.get_absolute_url()).content.decode()
    assert "Khánh thành cầu cảng" in page and "Tít khác hẳn" not in page
    # Its link is the address of then, which leads on.
    assert f'href="{notice.address}"' in page
    assert client.get(notice.address)["Location"] == copy.get_absolute_url()
    take("withdraw", story, by=desk["chief"], note="Sai.", notice="Đã gỡ.")
    page = client.get(notice.get_absolute_url())
    assert page.status_code == 200
    assert TEXT["right"] in page.content.decode()
    assert f'href="{notice.address}"' not in page.content.decode()
    gone = client.get(copy.get_absolute_url())
    assert gone.status_code == 410
    assert f'href="{notice.get_absolute_url()}"' in gone.content.decode()


def test_a_withdrawn_one_answers_410_and_is_listed_no_more(client, live, correct, desk):
    made = correct(live)
    take_correction("withdraw", made, by=desk["chief"], note="Nhầm.")
    answer = client.get(made.published.get_absolute_url())
    assert answer.status_code == 410
    pages = [
        client.get("/cai-chinh/"),
        client.get("/rss/cai-chinh.json"),
        client.get("/rss/"),
        client.get(PublishedStory.objects.get().get_absolute_url()),
    ]
    assert TEXT["right"] not in "".join(page.content.decode() for page in [answer, *pages])


def test_a_scheduled_copy_carries_it_too(live, correct, desk):
    story = take("revise", live, by=desk["editor"])
    for step, who in (("forward", "editor"), ("approve", "secretary")):
        story = take(step, story, by=desk[who])
    take("publish", story, by=desk["secretary"], at=timezone.now() + dt.timedelta(hours=1))
    correct(live)
    assert [len(copy.corrections) for copy in PublishedStory.objects.all()] == [1, 1]


def test_the_house_chooses_the_words_and_what_must_be_there(live, correct, desk):
    first = correct(live).published
    CorrectionWording.objects.create(
        pk=1, title="Đính chính", naming="{bài} | {chuyên mục} | {ngày}", requester_required=True
    )
    with pytest.raises(Refused, match="theo yêu cầu"):
        correct(live)
    second = correct(live, requester="Công ty Cảng Mẫu").published
    assert (second.title, second.naming.split(" | ")[:2]) == (
        "Đính chính",
        ["Khánh thành cầu cảng", "Thời sự"],
    )
    first.refresh_from_db()
    assert first.title == "Thông tin cải chính, xin lỗi"


@pytest.mark.parametrize("headline", ["{ngày} và {bài}", "Giá 100% {}", "\\g<0>"])
def test_what_a_headline_holds_is_not_filled_in_again(headline):
    wording = CorrectionWording(naming="{bài}, {chuyên mục}, {ngày}")
    assert wording.name_piece(headline, "Kinh tế", dt.date(2026, 8, 10)) == f"{headline}, Kinh tế, 10/8/2026"


def test_a_second_press_of_save_makes_no_second_correction(live, desk):
    first, second = (write_correction(live, TEXT, by=desk["editor"]) for _ in range(2))
    assert first == second
    assert Correction.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_approvals_that_race_with_each_other_and_an_edit_one_holds(live, correct, desk, together):
    made = correct(live, "review")
    seen, words = notice_of(made).text_hash, made.text_hash

    def edit():
        return write_correction(
            live, {**TEXT, "right": "Khác."}, by=desk["editor"], correction=made, seen=words
        )

    results = together(
        *[
            lambda who=who: take_correction("publish", made, by=desk[who], seen=seen)
            for who in ("chief", "secretary") * 2
        ],
        edit,
    )
    assert all(isinstance(one, Correction | Refused) for one in results), results
    assert sum(isinstance(one, Correction) for one in results) == 1
    made.refresh_from_db()
    notices = [notice.right for notice in PublishedCorrection.objects.all()]
    # Whichever came first: what was read was published, or the new text waits.
    assert (made.status, notices) in [("published", [TEXT["right"]]), ("review", [])]
    assert StoryEvent.objects.filter(step="correction-publish").count() == len(notices)
