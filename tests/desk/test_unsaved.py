"""What was typed and not saved comes back to whoever typed it, and to nobody else."""

import datetime as dt
import json

import pytest
from django.utils import timezone

from articles.models import OpenForm, Revision, Status, Story

from .conftest import change, save
from .forms import filled

ADD = "/toa-soan/articles/story/add/"
OPEN = "/toa-soan/articles/story/open/"
OFFER = "Bạn có bản chưa lưu"


def pairs(data):
    """A form's data as the browser's script sends it."""
    left_out = ("csrfmiddlewaretoken", "form_key", "restored")
    listed = {name: value if isinstance(value, list) else [value] for name, value in data.items()}
    return json.dumps([[k, str(v)] for k, values in listed.items() if k not in left_out for v in values])


def keep(client, user, story, key="khoa-thu-nhat", **fields):
    sent = {"user": user.pk, "key": key, "story": story.pk if story else "", **fields}
    return client.post(OPEN, sent)


@pytest.fixture
def typed(at_desk, users, story):
    """typed(lead="…"): the reporter's client, after typing that without saving it."""

    def typed(**changes):
        client = at_desk("reporter")
        data = pairs(filled(client.get(change(story)), **changes))
        assert keep(client, users["reporter"], story, data=data).json()["kept"]
        return client

    return typed


def restored(client, story, key="khoa-thu-nhat"):
    address = change(story) if story else ADD
    return client.get(f"{address}?restore={key}")


def test_what_was_typed_is_offered_with_what_differs_and_changes_nothing(typed, story):
    client = typed(lead="Chiều nay.")
    page = client.get(change(story)).content.decode()
    assert OFFER in page
    assert "<ins>Chiều </ins>" in page or "<ins>Chiều" in page
    assert filled(client.get(change(story)))["lead"] == ["Sáng nay."]
    assert Story.objects.get().lead == "Sáng nay."
    assert Revision.objects.count() == 1


def test_restored_it_is_in_the_form_and_saved_like_anything_else(typed, story):
    client = typed(headline="Tít đang gõ", lead="Sapo đang gõ.", body="<p>Nội dung đang gõ.</p>")
    answer = restored(client, story)
    form = filled(answer)
    assert form["headline"] == ["Tít đang gõ"]
    assert "Nội dung đang gõ." in form["body"][0]
    assert Revision.objects.count() == 1
    assert 'class="errornote"' not in answer.content.decode()
    assert client.post(change(story), form).status_code == 302
    assert (Story.objects.get().headline, Story.objects.get().lead) == ("Tít đang gõ", "Sapo đang gõ.")
    assert OFFER not in client.get(change(story)).content.decode()
    assert not OpenForm.objects.exclude(data="").exists()


def test_rows_come_back_too_new_ones_and_changed_ones(typed, at_desk, story, users, pen_name, jpeg):
    from articles.photos import attach, ingest
    from people.models import Person

    lan = Person.objects.create(name="Trần Thị Lan")
    attach(story, ingest(jpeg(), by=users["reporter"]), caption="Cũ", credit="MH")
    client = typed(
        **{
            "story_photos-0-caption": "Chú thích đang gõ",
            "story_photos-0-credit": "Ảnh: Minh Hà",
            "story_photos-0-in_picture": [lan.pk],
            "bylines-TOTAL_FORMS": "1",
            "bylines-0-role": "photo",
            "bylines-0-pen_name": pen_name.pk,
            "story_people-TOTAL_FORMS": "1",
            "story_people-0-person": lan.pk,
            "story_people-0-printed_role": "Giám đốc Cảng",
        }
    )
    answer = client.get(change(story))
    assert "Giám đốc Cảng" in answer.content.decode()
    client.post(change(story), filled(restored(client, story)))
    row = story.story_photos.get()
    assert (row.caption, row.credit) == ("Chú thích đang gõ", "Ảnh: Minh Hà")
    assert [one.person for one in row.photo_people.all()] == [lan]
    assert story.bylines.get().role == "photo"
    assert story.story_people.get().printed_role == "Giám đốc Cảng"


def test_a_story_never_saved_comes_back(at_desk, users):
    client = at_desk("reporter")
    data = pairs(filled(client.get(ADD), headline="Chưa lưu lần nào", body="<p>Chữ.</p>"))
    keep(client, users["reporter"], None, data=data)
    assert not Story.objects.exists()
    assert "Chưa lưu lần nào" in client.get("/toa-soan/").content.decode()
    assert "Chưa lưu lần nào" in client.get(ADD).content.decode()
    assert client.post(ADD, filled(restored(client, None))).status_code == 302
    assert Story.objects.get().headline == "Chưa lưu lần nào"
    assert OFFER not in client.get(ADD).content.decode()
    assert keep(client, users["reporter"], None, data=data).json()["saved"]


def test_a_new_story_sent_twice_is_one_story(at_desk):
    client = at_desk("reporter")
    data = filled(client.get(ADD), headline="Bấm hai lần")
    first, second = client.post(ADD, data), client.post(ADD, data)
    assert first.url == second.url
    assert Story.objects.count() == 1


@pytest.mark.parametrize("who", ["other", "editor", "chief"])
def test_nobody_else_ever_sees_it(typed, at_desk, story, who):
    typed(lead="Riêng của tôi.")
    client = at_desk(who)
    for address in (
        "/toa-soan/",
        "/toa-soan/articles/story/",
        change(story),
        f"{change(story)}?restore=khoa-thu-nhat",
    ):
        page = client.get(address, follow=True).content.decode()
        assert "Riêng của tôi" not in page
        assert OFFER not in page
    client.post("/toa-soan/articles/story/unsaved/khoa-thu-nhat/discard/")
    assert OpenForm.objects.exclude(data="").count() == 1


def test_typing_on_another_account_in_the_same_browser_is_refused(typed, at_desk, users, story):
    answer = keep(at_desk("editor"), users["reporter"], story, data=pairs({"lead": "Chữ của người trước."}))
    assert answer.status_code == 409
    assert not OpenForm.objects.exists()


def test_an_expired_login_is_told_not_redirected(client, users, story):
    answer = keep(client, users["reporter"], story, data=pairs({"lead": "Chữ."}))
    assert answer.status_code == 401
    assert not OpenForm.objects.exists()


def test_it_is_safe_from_forgery(users, story):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(users["reporter"])
    assert keep(client, users["reporter"], story, data=pairs({"lead": "Chữ."})).status_code == 403


def test_anothers_story_is_no_place_for_a_copy(at_desk, users, story):
    assert keep(at_desk("other"), users["other"], story, data=pairs({"lead": "Chữ."})).status_code == 404
    assert not OpenForm.objects.exists()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"data": "[" * 100_000}, 400),
        ({"data": '{"lead": "x"}'}, 400),
        ({"data": '[["lead"]]'}, 400),
        ({"data": '[["lead", 7]]'}, 400),
        ({"data": "x" * 1_000_001}, 413),
        ({"key": "../../etc"}, 400),
        ({"key": "x" * 41}, 400),
        ({"story": "0"}, 404),
        ({"story": "²"}, 404),
    ],
)
def test_what_is_none_of_ours_is_refused(at_desk, users, story, fields, status):
    sent = {"user": users["reporter"].pk, "key": "khoa-thu-nhat", "story": story.pk, **fields}
    assert at_desk("reporter").post(OPEN, sent).status_code == status
    assert not OpenForm.objects.exclude(data="").exists()


def test_half_a_surrogate_pair_does_no_harm(at_desk, users, story):
    client = at_desk("reporter")
    data = pairs(filled(client.get(change(story)), lead="Chữ \ud83d"))
    assert keep(client, users["reporter"], story, data=data).status_code == 200
    assert client.get(change(story)).status_code == 200
    assert client.post(change(story), filled(restored(client, story))).status_code == 302


def test_a_copy_of_what_was_saved_since_is_not_offered(typed, story):
    client = typed(lead="Chiều nay.")
    save(client, story, lead="Chiều nay.")
    assert OFFER not in client.get(change(story)).content.decode()


def test_restoring_over_a_newer_save_is_merged_and_compared(typed, at_desk, story):
    client = typed(lead="Lời của phóng viên.")
    save(at_desk("editor"), story, headline="Tít của biên tập", lead="Lời của biên tập.")
    answer = restored(client, story)
    page, form = answer.content.decode(), filled(answer)
    assert "Vân An" in page
    assert form["headline"] == ["Tít của biên tập"]
    assert form["lead"] == ["Lời của phóng viên."]
    assert client.post(change(story), form).status_code == 302
    assert (Story.objects.get().headline, Story.objects.get().lead) == (
        "Tít của biên tập",
        "Lời của phóng viên.",
    )


def test_words_for_a_story_that_has_moved_on_are_shown_with_the_reason(typed, story, walk):
    client = typed(lead="Còn đang gõ.")
    walk(story, "editing")
    assert OFFER in client.get(change(story)).content.decode()
    page = restored(client, story).content.decode()
    assert "Còn đang gõ." in page
    assert "biên tập viên" in page
    assert Story.objects.get().lead == "Sáng nay."


def test_what_cannot_be_saved_yet_is_restored_with_its_faults_told(typed, story):
    client = typed(event_date="31/2/2024", lead="Vẫn còn.")
    form = filled(restored(client, story))
    assert form["lead"] == ["Vẫn còn."]
    assert "event_date" in form


def test_thrown_away_it_is_gone(typed, story):
    client = typed(lead="Bỏ đi.")
    answer = client.post("/toa-soan/articles/story/unsaved/khoa-thu-nhat/discard/")
    assert answer.url == change(story)
    assert not OpenForm.objects.exists()
    assert client.get("/toa-soan/articles/story/unsaved/khoa-thu-nhat/discard/").status_code == 405


def test_taking_back_every_change_leaves_nothing_to_offer(typed, users, story):
    client = typed(lead="Chiều nay.")
    assert not keep(client, users["reporter"], story, data="").json()["kept"]
    assert OFFER not in client.get(change(story)).content.decode()


def test_the_copy_of_a_copy_takes_its_place(typed, users, story):
    client = typed(lead="Một.")
    data = pairs(filled(restored(client, story), lead="Một. Hai."))
    keep(client, users["reporter"], story, key="khoa-thu-hai", restored="khoa-thu-nhat", data=data)
    assert [row.key for row in OpenForm.objects.all()] == ["khoa-thu-hai"]


def test_old_ones_and_those_of_accounts_switched_off_are_cleared(typed, at_desk, users, story):
    typed(lead="Của người sắp nghỉ.")
    users["reporter"].is_active = False
    users["reporter"].save()
    long_ago = timezone.now() - dt.timedelta(days=2)
    OpenForm.objects.update(touched_at=long_ago)
    keep(at_desk("editor"), users["editor"], story, key="khoa-cua-bien-tap")
    assert [row.user for row in OpenForm.objects.all()] == [users["editor"]]


def test_an_account_fills_no_more_than_its_room(at_desk, users, story):
    client = at_desk("reporter")
    data = pairs(filled(client.get(change(story)), lead="x"))
    OpenForm.objects.bulk_create(
        OpenForm(user=users["reporter"], key=f"khoa-so-{n}", data=data, changed_at=timezone.now())
        for n in range(60)
    )
    keep(client, users["reporter"], story, data=data)
    assert OpenForm.objects.count() == 40


def test_saying_that_a_form_is_open_asks_the_database_little(
    at_desk, users, story, django_assert_max_num_queries
):
    client = at_desk("reporter")
    data = pairs(filled(client.get(change(story)), lead="x"))
    keep(client, users["reporter"], story, data=data)
    with django_assert_max_num_queries(12):
        keep(client, users["reporter"], story, data=data)


def test_a_restored_copy_is_not_a_step(typed, users, story):
    client = typed(_step="submit", lead="Chưa gửi.")
    restored(client, story)
    assert Story.objects.get().status == Status.DRAFT
