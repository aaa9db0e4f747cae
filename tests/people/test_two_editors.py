"""Two editors on one record: the later save loses nothing of either."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from people.models import Person, Post, Tenure
from people.registry import body, hold, person, post
from people.verifying import verify


def editor(django_user_model, name):
    call_command("sync_roles", verbosity=0)
    account = django_user_model.objects.create_user(name, first_name=name, is_staff=True)
    account.groups.add(Group.objects.get(name="Biên tập viên"))
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def lan(db, django_user_model):
    return editor(django_user_model, "Lan")


@pytest.fixture
def mai(db, django_user_model):
    return editor(django_user_model, "Mai")


@pytest.fixture
def who(db):
    """A person with two posts."""
    one = person("Trần Văn An")
    for number in range(2):
        hold(one, post("Uỷ viên", body(f"Hội {number}"), seats=None), "2015")
    return one


def change(record):
    return reverse(f"admin:people_{record._meta.model_name}_change", args=[record.pk])


def opened(client, record):
    """What the browser would send if the form were saved as it was opened."""
    context = client.get(change(record)).context
    data = {"seen": context["seen"]}
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.initial_forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = value
    return data


def test_the_later_save_is_refused_with_what_was_typed_and_what_changed(lan, mai, who):
    first, second = opened(lan, who), opened(mai, who)
    assert lan.post(change(who), first | {"tenures-0-end": "2019"}).status_code == 302
    answer = mai.post(change(who), second | {"biography": "Sinh ở Bình Sơn."})
    shown = answer.content.decode()
    assert answer.status_code == 200 and "Sinh ở Bình Sơn." in shown
    assert "Lan đã lưu bản ghi này lúc" in shown
    assert "<del>—</del> → <ins>2019</ins>" in shown and "Uỷ viên Hội" in shown
    who.refresh_from_db()
    assert who.biography == ""
    assert who.tenures.exclude(end="").count() == 1, "and Lan's work stands"


def test_whoever_changed_it_elsewhere_is_named(lan, mai, who, django_user_model):
    lan.post(change(who), opened(lan, who) | {"gender": "male"})
    second = opened(mai, who)
    verify(who.tenures.open(), by=django_user_model.objects.create_user("hoa", first_name="Hoa"))
    shown = mai.post(change(who), second | {"biography": "Sinh ở Bình Sơn."}).content.decode()
    assert "Hoa đã lưu bản ghi này lúc" in shown


def test_after_comparing_it_is_saved(lan, mai, who):
    first, second = opened(lan, who), opened(mai, who)
    lan.post(change(who), first | {"disambiguator": "Sở Y tế"})
    typed = second | {"biography": "Sinh ở Bình Sơn."}
    answer = mai.post(change(who), typed)
    answer = mai.post(change(who), typed | {"seen": answer.context["seen"], "disambiguator": "Sở Y tế"})
    assert answer.status_code == 302
    who.refresh_from_db()
    assert (who.biography, who.disambiguator) == ("Sinh ở Bình Sơn.", "Sở Y tế")


def test_saving_the_same_form_twice_is_refused_the_second_time(lan, who):
    typed = opened(lan, who) | {"biography": "Một."}
    assert lan.post(change(who), typed).status_code == 302
    assert lan.post(change(who), typed | {"biography": "Hai."}).status_code == 200
    assert Person.objects.get(pk=who.pk).biography == "Một."


def test_a_row_the_other_added_is_shown_and_stays(lan, mai, who):
    second = opened(mai, who)
    hold(who, post("Giám đốc", body("Sở Y tế")), "2020")
    answer = mai.post(change(who), second | {"gender": "male"})
    assert "Giám đốc Sở Y tế: <ins>đã thêm</ins>" in answer.content.decode()
    assert (
        mai.post(change(who), second | {"gender": "male", "seen": answer.context["seen"]}).status_code == 302
    )
    assert who.tenures.count() == 3


def test_a_row_the_other_deleted_is_shown_and_does_not_stand_in_the_way(lan, mai, who):
    second = opened(mai, who)
    gone = Tenure.objects.get(pk=second["tenures-0-id"])
    gone.delete()
    answer = mai.post(change(who), second | {"gender": "male"})
    assert f"{gone.post}: <del>đã xoá</del>" in answer.content.decode()
    again = second | {"gender": "male", "seen": answer.context["seen"], "tenures-0-DELETE": "on"}
    assert mai.post(change(who), again).status_code == 302
    who.refresh_from_db()
    assert who.gender == "male" and who.tenures.count() == 1


@pytest.mark.parametrize("seen", ["", "x", "a:b:c"])
def test_a_form_that_does_not_say_what_it_was_opened_with_is_refused(lan, who, seen):
    answer = lan.post(change(who), opened(lan, who) | {"seen": seen, "biography": "Một."})
    assert answer.status_code == 200 and "Một." in answer.content.decode()
    assert Person.objects.get(pk=who.pk).biography == ""


def test_bodies_posts_and_tenures_are_guarded_with_their_rows(lan, mai, who):
    tenure = who.tenures.first()
    seat, whole = tenure.post, tenure.post.body
    cases = [
        (whole, {"name": "Hội A"}, {"posts-0-title": "Chủ tịch"}),
        (seat, {"seats": "3"}, {"order": "4"}),
        (tenure, {"note": "Một."}, {"note": "Hai."}),
    ]
    for record, first, second in cases:
        sent = opened(mai, record)
        assert lan.post(change(record), opened(lan, record) | first).status_code == 302, record
        answer = mai.post(change(record), sent | second)
        assert answer.status_code == 200 and answer.context["clash"].who == "Lan", record
    assert Post.objects.get(pk=seat.pk).title == "Uỷ viên"


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_one_moment_one_is_refused(django_user_model, together):
    who = person("Trần Văn An")
    clients = [editor(django_user_model, name) for name in ("Lan", "Mai")]
    typed = [opened(client, who) | {"biography": f"Bản {n}."} for n, client in enumerate(clients)]
    answers = together(
        *(
            lambda c=client, t=data: c.post(change(who), t)
            for client, data in zip(clients, typed, strict=True)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    saved = next(n for n, answer in enumerate(answers) if answer.status_code == 302)
    assert Person.objects.get(pk=who.pk).biography == f"Bản {saved}."
