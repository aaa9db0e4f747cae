import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from articles.models import FormerSlug, Redirect, Section
from newsroom.roles import SECRETARY, sync
from tests.factories import make_copies, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(client):
    from django.contrib.auth.models import Group

    sync()
    user = make_user()
    user.groups.add(Group.objects.get(name=SECRETARY))
    client.force_login(user)
    return user


def leads_to(client, path):
    response = client.get(path)
    return response.status_code, response.get("Location")


def rename(client, section, slug):
    data = {"name": section.name, "slug": slug, "order": 1, "chain": "full"}
    return client.post(f"/toa-soan/articles/section/{section.pk}/change/", data)


def put(old, new):
    redirect = Redirect.objects.filter(old=old).first() or Redirect(old=old)
    redirect.new = new
    redirect.put()
    return redirect


def test_every_former_address_of_a_section_leads_to_the_present_one(client, secretary):
    (copy,) = make_copies(1)
    section = Section.objects.get()
    old = copy.get_absolute_url()
    for slug in ("tin-moi", "tin-nong"):
        assert rename(client, section, slug).status_code == 302
    for former in ("thoi-su", "tin-moi"):
        assert leads_to(client, f"/{former}/") == (301, "/tin-nong/")
        assert leads_to(client, f"/{former}/?sau=1-1") == (301, "/tin-nong/?sau=1-1")
        assert leads_to(client, f"/rss/{former}.rss") == (301, "/rss/tin-nong.rss")
    assert leads_to(client, f"/tin-moi/?sau={'1' * 50_000}") == (301, "/tin-nong/")
    assert leads_to(client, old) == (301, old.replace("thoi-su", "tin-nong"))
    assert client.get("/tin-nong/").status_code == 200


def test_a_section_may_take_a_former_address_of_its_own_back_but_not_anothers(client, secretary):
    section, other = make_section(), make_section("Kinh tế", "kinh-te")
    rename(client, section, "tin-moi")
    assert "từng là địa chỉ của" in rename(client, other, "thoi-su").content.decode()
    rename(client, section, "thoi-su")
    assert client.get("/thoi-su/").status_code == 200
    assert leads_to(client, "/tin-moi/") == (301, "/thoi-su/")
    assert list(FormerSlug.objects.values_list("slug", flat=True)) == ["tin-moi"]


def test_a_page_of_the_former_site_leads_on(client):
    make_section()
    put("/index.php?id=7", "/thoi-su/")
    put("/tin-tuc/bài-1.html", "https://cu.example/bai-1")
    assert leads_to(client, "/index.php?id=7") == (301, "/thoi-su/")
    assert leads_to(client, "/index.php?id=8")[0] == 404
    assert leads_to(client, "/tin-tuc/b%C3%A0i-1.html") == (301, "https://cu.example/bai-1")
    assert leads_to(client, "/tin-tuc/b%C3%A0i-1.html/?utm=1") == (301, "https://cu.example/bai-1")


def test_no_page_that_is_there_asks_the_table(client, django_assert_max_num_queries):
    make_copies(3)
    put("/thoi-su/", "/nhan-vat/")
    with django_assert_max_num_queries(3):
        assert client.get("/thoi-su/").status_code == 200


def test_chains_are_flattened_from_either_end(client):
    make_section()
    put("/b", "/thoi-su/")
    put("/a", "/b")
    assert Redirect.objects.get(old="/a").new == "/thoi-su/"
    put("/b", "/nhan-vat/")
    put("/c", "https://x.example/")
    put("/b", "/c")
    assert Redirect.objects.get(old="/b").new == "https://x.example/"


def test_what_led_to_an_address_that_moves_leads_on_with_it():
    put("/a", "/luu-tru/")
    put("/luu-tru", "/nhan-vat/")
    assert Redirect.objects.get(old="/a").new == "/nhan-vat/"


NO_TARGETS = ["", "/a", "/a/", "/a/b/c/d", "//evil.example/", "/\\evil.example", "evil.example", "ftp://x"]
NO_TARGETS += ["javascript:alert(1)", "data:x", "http://[", "/x\nSet-Cookie:1"]


@pytest.mark.parametrize("new", NO_TARGETS)
def test_a_circle_or_an_address_that_is_none_is_refused(new):
    with pytest.raises(ValidationError):
        put("/a", new)
    assert not Redirect.objects.exists()


def test_a_circle_of_two_is_refused():
    put("/a", "/thoi-su/")
    with pytest.raises(ValidationError):
        put("/thoi-su/", "/a")


def table(tmp_path, rows, columns=("địa chỉ cũ", "dẫn tới")):
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    path = tmp_path / "cu.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    return str(path)


def test_a_csv_file_is_imported_and_its_bad_lines_are_named(tmp_path, capsys):
    rows = [("/a", "/thoi-su/"), ("https://cu.example/b", "/a"), ("/c", "javascript:1"), ("", "/thoi-su/")]
    path = table(tmp_path, rows)
    call_command("import_redirects", path, "--dry-run")
    assert not Redirect.objects.exists()
    assert "chạy thử" in capsys.readouterr().out
    call_command("import_redirects", path)
    said = capsys.readouterr()
    assert "Thêm 2, sửa 0, từ chối 2." in said.out
    assert "Dòng 4 (/c)" in said.err
    assert dict(Redirect.objects.values_list("old", "new")) == {"/a": "/thoi-su/", "/b": "/thoi-su/"}


def test_a_csv_file_without_its_columns_is_refused(tmp_path):
    with pytest.raises(CommandError, match="địa chỉ cũ"):
        call_command("import_redirects", table(tmp_path, [("/a", "/thoi-su/")], ("từ", "đến")))


@pytest.mark.parametrize("columns", [("old", "new"), ("Địa chỉ cũ", "Dẫn  tới")])
def test_its_columns_may_be_called_as_the_fields_are(tmp_path, columns):
    call_command("import_redirects", table(tmp_path, [("/a", "/thoi-su/")], columns))
    assert Redirect.objects.get().new == "/thoi-su/"


@pytest.mark.parametrize("columns", [("địa chỉ cũ", "dẫn tới"), ("old", "new")])
def test_the_desk_imports_a_csv_file_after_seeing_what_it_does(client, secretary, tmp_path, columns):
    with open(table(tmp_path, [("/a", "/thoi-su/"), ("/b", "/a")], columns), "rb") as file:
        shown = client.post("/toa-soan/articles/redirect/import/", {"import_file": file, "format": "0"})
    assert not Redirect.objects.exists()
    form = shown.context["confirm_form"]
    client.post("/toa-soan/articles/redirect/process_import/", {**form.initial, "confirm": "1"})
    assert dict(Redirect.objects.values_list("old", "new")) == {"/a": "/thoi-su/", "/b": "/thoi-su/"}


@pytest.mark.parametrize("path", ["/%00", "/a%00b?x=%00", "/" + "a" * 5000, "/?" + "b" * 50_000, "/%ff%fe/"])
def test_a_junk_address_is_not_found(client, path):
    assert client.get(path).status_code in (200, 301, 404)


def test_the_table_is_handed_out_as_it_is_taken_in(client, secretary):
    put("/a", "/thoi-su/")
    sheet = client.get("/toa-soan/articles/redirect/export/").content.decode("utf-8-sig")
    assert sheet.splitlines() == ["địa chỉ cũ,dẫn tới", "/a,/thoi-su/"]
