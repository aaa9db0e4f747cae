import datetime as dt
import unicodedata

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from people.admin import touched
from people.models import Merge, Person, PersonName, ProtocolOrder, ProtocolPlace, Tenure
from people.registry import body, hold, person, post
from people.units import load
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def accounts(django_user_model):
    """One account a role: reporter, editor, secretary."""
    call_command("sync_roles", verbosity=0)
    made = {}
    for name, group in (
        ("reporter", "Phóng viên"),
        ("editor", "Biên tập viên"),
        ("secretary", "Thư ký toà soạn"),
    ):
        made[name] = django_user_model.objects.create_user(name, is_staff=True)
        made[name].groups.add(Group.objects.get(name=group))
    return made


@pytest.fixture
def desk(client, accounts):
    def as_(name):
        client.force_login(accounts[name])
        return client

    return as_


def page(name, *args):
    return reverse(f"admin:people_{name}", args=args)


def form_of(who, **changes):
    """What the person form posts, with no rows but those in `changes`."""
    values = {"name": who.name, "status": who.status}
    for field in ("disambiguator", "gender", "birth", "death", "biography", "verified_on"):
        values[field] = getattr(who, field) or ""
    for prefix in ("other_names", "tenures"):
        rows = list(getattr(who, prefix).all()) if who.pk else []
        values |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": len(rows)}
        for number, row in enumerate(rows):
            fields = (
                ("id", "name", "kind") if prefix == "other_names" else ("id", "post_id", "capacity", "ended")
            )
            for field in (*fields, "start", "end"):
                values[f"{prefix}-{number}-{field.removesuffix('_id')}"] = getattr(row, field)
    values |= {"portrait-TOTAL_FORMS": 0, "portrait-INITIAL_FORMS": 0}
    return values | changes


def seen(client, who):
    """What the form carries to tell whether somebody else has saved the record since."""
    return {"seen": client.get(page("person_change", who.pk)).context["seen"]}


@pytest.mark.parametrize("typed", ["nguyen van doc", "Nguyen Van Doc", "Nguyễn Văn Đọc", "doc"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_autocomplete_finds_a_person_however_typed(officials, desk, typed, form):
    query = {
        "term": unicodedata.normalize(form, typed),
        "app_label": "people",
        "model_name": "tenure",
        "field_name": "person",
    }
    found = desk("editor").get(reverse("admin:autocomplete"), query).json()["results"]
    assert [one["text"] for one in found] == ["Nguyễn Văn Đọc"]


def test_autocomplete_finds_a_post_by_title_and_body(officials, desk):
    query = {"app_label": "people", "model_name": "tenure", "field_name": "post"}
    found = desk("editor").get(reverse("admin:autocomplete"), query | {"term": "bi thu tinh uy"}).json()
    assert [one["text"] for one in found["results"]] == ["Bí thư Tỉnh uỷ Quảng Ninh"]


def test_a_merged_record_is_not_offered(officials, desk):
    person("Nguyễn Văn Đọc", "trùng", merged_into=officials.doc)
    query = {"term": "doc", "app_label": "people", "model_name": "tenure", "field_name": "person"}
    found = desk("editor").get(reverse("admin:autocomplete"), query).json()["results"]
    assert [one["id"] for one in found] == [str(officials.doc.pk)]
    assert "trùng" not in desk("editor").get(page("person_changelist")).content.decode()


def test_the_list_shows_titles_of_today_in_as_many_queries_for_thirty_as_for_one(
    officials, desk, django_assert_max_num_queries
):
    client = desk("editor")
    client.get(page("person_changelist"))

    def queries():
        with django_assert_max_num_queries(12) as counted:
            assert "Bí thư Tỉnh uỷ Quảng Ninh" in client.get(page("person_changelist")).content.decode()
        return len(counted)

    before = queries()
    for number in range(30):
        hold(person(f"Trần Văn {number}"), post("Uỷ viên", officials.politburo), "2015")
    assert queries() <= before


def test_the_person_page_shows_the_timeline_in_as_many_queries_for_thirty_tenures_as_for_one(
    officials, desk, django_assert_max_num_queries
):
    client = desk("editor")

    def queries():
        with django_assert_max_num_queries(40) as counted:
            shown = client.get(page("person_change", officials.doc.pk)).content.decode()
        assert "tính đến 10/8/2019" in shown and 'class="timeline"' in shown
        assert shown.count("Uỷ viên 1 ") == shown.count("Uỷ viên 2 "), "each row shows its post"
        return len(counted)

    client.get(page("person_change", officials.doc.pk))
    before = queries()
    for number in range(30):
        hold(officials.doc, post(f"Uỷ viên {number}", officials.politburo), "2010", "2012")
    assert queries() <= before
    shown = client.get(page("person_change", officials.doc.pk)).content.decode()
    assert shown.count(">Uỷ viên 7 Bộ Chính trị</option>") == 1


def test_body_and_protocol_pages_take_as_many_queries_for_thirty_rows_as_for_one(
    officials, admin_client, django_assert_max_num_queries
):
    order = ProtocolOrder.objects.create(since="2020-01-01")
    member = officials.member.post

    def add(number):
        seat = post(f"Trưởng ban {number}", officials.hanoi, implies=member)
        ProtocolPlace.objects.create(order=order, post=seat, position=number + 1)

    def queries(address):
        with django_assert_max_num_queries(40) as counted:
            admin_client.get(address)
        return len(counted)

    addresses = [page("body_change", officials.hanoi.pk), page("protocolorder_change", order.pk)]
    add(0)
    for address in addresses:
        admin_client.get(address)
    before = list(map(queries, addresses))
    for number in range(1, 31):
        add(number)
    assert list(map(queries, addresses)) == before


def test_names_like_the_one_typed_are_suggested(officials, desk):
    client = desk("editor")
    bình = person("Lê Thị Bình")
    PersonName.objects.create(person=bình, name="Lê Thanh Bình")
    for other in ("Lê Văn Bình", "Trần Thị Bình", "Lê Thị Ánh"):
        person(other)

    def suggested(typed, **query):
        found = client.get(page("person_similar"), {"q": typed, **query}).json()["found"]
        return [one["name"] for one in found]

    assert suggested("le thi binh") == ["Lê Thị Bình"]
    assert suggested("Lê Bình") == ["Lê Thị Bình", "Lê Văn Bình"]
    assert suggested("Thanh Bình Lê") == ["Lê Thị Bình"]
    assert suggested("Bình") == [] == suggested("Lê Thị") == suggested("")
    assert suggested("Lê Thị Bình", own=bình.pk) == []
    [found] = client.get(page("person_similar"), {"q": "Nguyễn Đọc"}).json()["found"]
    assert found == {
        "name": "Nguyễn Văn Đọc",
        "title": "Bí thư Tỉnh uỷ Quảng Ninh",
        "url": page("person_change", officials.doc.pk),
    }


def test_a_second_person_of_one_name_needs_telling_apart(officials, desk):
    new = Person(name="Nguyễn Văn Đọc")
    answer = desk("editor").post(page("person_add"), form_of(new))
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "Đã có một Nguyễn Văn Đọc khác" in shown and 'value="Nguyễn Văn Đọc"' in shown
    answer = desk("editor").post(page("person_add"), form_of(new, disambiguator="Sở Y tế"))
    assert answer.status_code == 302
    assert Person.objects.filter(name="Nguyễn Văn Đọc").count() == 2


def test_a_tenure_is_added_in_place_and_who_verified_it_is_put_down(officials, desk, accounts):
    who = person("Lê Thị Bình")
    seat = post("Giám đốc", body("Sở Y tế"))
    rows = {
        "tenures-TOTAL_FORMS": 1,
        "tenures-0-post": seat.pk,
        "tenures-0-capacity": "full",
        "tenures-0-start": "10/2/2015",
        "tenures-0-end": "2020",
        "tenures-0-ended": "",
        "tenures-0-verified_on": "2026-01-02",
    }
    client = desk("editor")
    answer = client.post(page("person_change", who.pk), form_of(who) | rows | seen(client, who))
    assert answer.status_code == 302, answer.context["errors"]
    tenure = who.tenures.get()
    assert (tenure.start, tenure.end, tenure.verified_by) == ("2015-02-10", "2020", accounts["editor"])


@pytest.mark.parametrize(
    "typed, told",
    [
        ({"start": "2020", "end": "2019"}, "trước ngày bắt đầu"),
        ({"start": "31/2/2020", "end": ""}, "Không có ngày 31/2/2020"),
        ({"start": "hôm qua", "end": ""}, "không phải ngày tháng"),
        ({"start": "2020", "end": "", "ended": "retired"}, "chưa ghi ngày kết thúc"),
    ],
)
def test_a_wrong_date_is_explained_and_what_was_typed_stays(desk, typed, told):
    who, seat = person("Lê Thị Bình"), post("Giám đốc", body("Sở Y tế"))
    row = {"post": seat.pk, "capacity": "full", **typed}
    rows = {"tenures-TOTAL_FORMS": 1} | {f"tenures-0-{name}": value for name, value in row.items()}
    client = desk("editor")
    answer = client.post(page("person_change", who.pk), form_of(who) | rows | seen(client, who))
    shown = answer.content.decode()
    assert answer.status_code == 200 and told in shown
    assert f'value="{typed["start"]}"' in shown
    assert not who.tenures.exists()


def test_a_death_put_down_ends_the_posts_still_open(desk):
    who = person("Trần Văn An")
    tenure = hold(who, post("Giám đốc", body("Sở Y tế")), "2015")
    client = desk("editor")
    typed = form_of(who, death="3/2022") | seen(client, who)
    answer = client.post(page("person_change", who.pk), typed, follow=True)
    tenure.refresh_from_db()
    assert (tenure.end, tenure.ended) == ("2022-03", "died")
    assert "Giám đốc Sở Y tế" in str(next(iter(answer.context["messages"])))


def test_verifying_puts_down_today_and_who(officials, desk, accounts):
    desk("editor").post(page("person_verify", officials.doc.pk))
    officials.doc.refresh_from_db()
    officials.secretary.refresh_from_db()
    for record in (officials.doc, officials.secretary):
        assert record.verified_by == accounts["editor"] and record.verified_on > dt.date(2020, 1, 1)
    assert officials.doc.status == "checked"


def test_two_records_are_merged_after_a_preview_and_taken_apart_again(officials, desk, accounts):
    other = person("Nguyễn Đọc")
    hold(other, post("Uỷ viên", body("Hội Đông y")), "2010", "2012")
    client = desk("secretary")
    shown = client.post(page("person_merge", other.pk), {"target": officials.doc.pk}).content.decode()
    assert "1 thời gian giữ chức" in shown and "Bí thư Tỉnh uỷ Quảng Ninh" in shown
    assert not Merge.objects.exists(), "a preview merges nothing"
    answer = client.post(page("person_merge", other.pk), {"target": officials.doc.pk, "confirm": "1"})
    assert answer.url == page("person_change", officials.doc.pk)
    done = Merge.objects.get()
    assert done.by == accounts["secretary"] and officials.doc.tenures.count() == 2
    assert "Tách lại" in client.get(page("merge_change", done.pk)).content.decode()
    client.post(page("merge_undo", done.pk))
    assert other.tenures.count() == 1
    answer = client.post(page("merge_undo", done.pk), follow=True)
    assert "đã được tách lại" in str(list(answer.context["messages"])[-1])


def test_a_merge_in_conflict_says_why(officials, desk):
    Person.objects.filter(pk=officials.doc.pk).update(birth="1960")
    other = person("Nguyễn Đọc", birth="1961")
    answer = desk("secretary").post(
        page("person_merge", other.pk), {"target": officials.doc.pk, "confirm": "1"}
    )
    assert answer.status_code == 409 and "1961 và 1960" in answer.content.decode()
    assert not Merge.objects.exists()


def test_those_without_the_right_are_refused(officials, desk):
    doc = officials.doc.pk
    done = Merge.objects.create(source=officials.hai, target=officials.doc, by=make_user(), moved={})
    for name, method, address in (
        ("reporter", "post", page("person_change", doc)),
        ("reporter", "post", page("person_verify", doc)),
        ("reporter", "get", page("person_merge", doc)),
        ("editor", "post", page("person_merge", doc)),
        ("editor", "post", page("merge_undo", done.pk)),
        ("reporter", "get", page("body_transition", officials.hanoi.pk)),
        ("reporter", "get", page("body_close", officials.hanoi.pk)),
        ("reporter", "get", page("tenure_import")),
        ("reporter", "post", page("tenure_verifying")),
    ):
        assert getattr(desk(name), method)(address).status_code == 403, (name, address)
    assert desk("reporter").get(page("person_change", doc)).status_code == 200
    desk("editor").logout()
    assert desk("editor").get(page("person_change", doc)).status_code == 200


def test_an_undo_by_a_link_changes_nothing(officials, desk):
    done = Merge.objects.create(source=officials.hai, target=officials.doc, by=make_user(), moved={})
    assert desk("secretary").get(page("merge_undo", done.pk)).status_code == 405


def test_before_a_tenure_is_saved_the_stories_it_touches_are_counted(officials, desk, monkeypatch):
    asked = []
    monkeypatch.setattr(touched, "_counters", [])
    address = page("tenure_change", officials.secretary.pk)
    assert "bài đã đăng" not in desk("editor").get(address).content.decode()

    @touched.counts_stories
    def counter(tenures):
        asked.append(list(tenures))
        return 3

    assert "Có 3 bài đã đăng" in desk("editor").get(address).content.decode()
    assert asked == [[officials.secretary]]
    assert "Có 3 bài đã đăng" in desk("editor").get(page("person_change", officials.doc.pk)).content.decode()


def test_what_needs_verifying_is_listed_and_put_down(officials, desk, accounts):
    client = desk("editor")
    shown = client.get(page("tenure_verifying")).content.decode()
    assert "Hoàng Trung Hải" in shown and "10/8/2019" in shown
    post("Giám đốc", body("Sở Y tế"), head=True)
    assert "Giám đốc Sở Y tế" in client.get(page("tenure_verifying")).content.decode()
    ended = hold(person("Trần Văn An"), post("Uỷ viên", body("Hội Đông y")), "2010", "2012")
    client.post(page("tenure_verifying"), {"tenure": [officials.secretary.pk, ended.pk, "x"]})
    officials.secretary.refresh_from_db()
    ended.refresh_from_db()
    assert officials.secretary.verified_by == accounts["editor"]
    assert ended.verified_on is None, "only what is still open"
    assert "Nguyễn Văn Đọc" not in client.get(page("tenure_verifying")).content.decode()
    assert client.get(page("tenure_verifying"), {"ngay": "x'"}).status_code == 200


def test_a_person_linked_to_anything_cannot_be_deleted_at_the_desk(officials, admin_client):
    answer = admin_client.post(page("person_delete", officials.doc.pk), {"post": "yes"})
    assert "Bí thư Tỉnh uỷ Quảng Ninh" in answer.content.decode(), "what stands in the way is named"
    assert Person.objects.filter(pk=officials.doc.pk).exists() and Tenure.objects.count() == 3


@pytest.mark.parametrize(
    "name", ["person", "body", "post", "term", "tenure", "protocolorder", "unit", "merge"]
)
def test_every_list_and_form_opens(officials, admin_client, name):
    load()
    officials.hanoi.terms.create(name="khoá XVI")
    assert admin_client.get(page(f"{name}_changelist")).status_code == 200
    assert admin_client.get(page(f"{name}_changelist"), {"q": "ha noi"}).status_code == 200
    if name != "merge":
        assert admin_client.get(page(f"{name}_add")).status_code == 200
    policy = admin_client.get(page(f"{name}_changelist")).headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
