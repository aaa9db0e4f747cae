import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.models import Body, Person, Post, Tenure
from people.registry import body, hold, person, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(admin_client):
    """Preview a CSV text for one kind of record; returns the response."""

    def run(kind, text, encoding="utf-8-sig"):
        file = SimpleUploadedFile("danh-ba.csv", text.encode(encoding), "text/csv")
        data = {"import_file": file, "format": "0", "resource": "0"}
        return admin_client.post(reverse(f"admin:people_{kind}_import"), data)

    return run


@pytest.fixture
def confirm(admin_client):
    def run(kind, preview):
        form = preview.context["confirm_form"]
        data = {name: form.initial.get(name, "") for name in form.fields}
        return admin_client.post(reverse(f"admin:people_{kind}_process_import"), data)

    return run


def test_every_change_is_shown_before_any_is_made(sheet, confirm):
    person("Lê Thị Bình", birth="1970")
    person("Phạm Thị Cúc", birth="1980")
    preview = sheet(
        "person",
        "họ tên,để phân biệt,sinh\nLê Thị Bình,,5/1970\nPhạm Thị Cúc,,1980\nTrần Văn An,Sở Y tế,10/2/1965\n",
    )
    shown = preview.content.decode()
    assert "<del>1970</del> <ins>1970-05</ins>" in shown
    assert "Sẽ thêm: 1; sửa: 1; giữ nguyên: 1" in shown
    assert "style=" not in shown
    assert Person.objects.count() == 2 and Person.objects.filter(birth="1970").exists()
    confirm("person", preview)
    assert list(Person.objects.order_by("name").values_list("name", "birth", "disambiguator")) == [
        ("Lê Thị Bình", "1970-05", ""),
        ("Phạm Thị Cúc", "1980", ""),
        ("Trần Văn An", "1965-02-10", "Sở Y tế"),
    ]
    assert Person.objects.get(name="Trần Văn An").name_key == "tran van an"


def test_a_registry_is_brought_in_from_four_sheets(sheet, confirm):
    for kind, text in (
        ("body", "tên,tên ghi sau chức danh,cấp\nUỷ ban nhân dân tỉnh,UBND tỉnh,Cấp tỉnh\n"),
        ("post", "cơ quan,chức danh,số ghế,người đứng đầu\nUỷ ban nhân dân tỉnh,Chủ tịch,1,có\n"),
        ("person", "họ tên,để phân biệt\nTrần Văn An,\nTrần Văn An,Sở Y tế\n"),
        (
            "tenure",
            "họ tên,cơ quan,chức danh,tư cách,từ,đến\n"
            "Trần Văn An (Sở Y tế),Uỷ ban nhân dân tỉnh,Chủ tịch,Quyền,2015,?\n",
        ),
    ):  # fmt: skip
        assert confirm(kind, sheet(kind, text)).status_code == 302
    tenure = Tenure.objects.get()
    assert str(tenure) == "Trần Văn An (Sở Y tế): Chủ tịch UBND tỉnh"
    assert (tenure.capacity, tenure.start, tenure.end) == ("acting", "2015", "?")
    assert Post.objects.get().head and Body.objects.get().level == 2


@pytest.mark.parametrize(
    "row, reason",
    [
        ("Không Có Ai,Sở Y tế,Giám đốc,2015,", "Chưa có “Không Có Ai”"),
        ("Trần Văn An,Sở Y tế,Vua,2015,", "Chưa có “Vua”"),
        ("Trần Văn An,Sở Y tế,Giám đốc,2015,2014", "trước ngày bắt đầu"),
        ("Trần Văn An,Sở Y tế,Giám đốc,31/2/2015,", "Không có ngày 31/2/2015"),
        ("Trần Văn An,Sở Y tế,Giám đốc,2012,", "không còn ghế trống"),
    ],
)
def test_one_wrong_row_stops_the_import_and_is_named(sheet, row, reason):
    person("Trần Văn An")
    hold(person("Lê Thị Bình"), post("Giám đốc", body("Sở Y tế")), "2010")
    right = "Trần Văn An,Sở Y tế,Phó Giám đốc,2012,\n"
    post("Phó Giám đốc", body("Sở Y tế"))
    preview = sheet("tenure", f"họ tên,cơ quan,chức danh,từ,đến\n{right}{row}\n")
    shown = preview.content.decode()
    assert reason in shown and "Dòng 3" in shown  # as a spreadsheet counts
    assert "Traceback" not in shown
    assert preview.context.get("confirm_form") is None
    assert Tenure.objects.count() == 1


def test_what_is_exported_can_be_brought_in_again_and_changes_nothing(sheet, admin_client):
    hold(person("Trần Văn An", "Sở Y tế"), post("Giám đốc", body("Sở Y tế")), "2010", "2015-02", ended="term")
    hold(person("Lê Thị Bình"), post("Giám đốc", body("Sở Y tế")), "2015-02", verified_on="2026-01-02")
    for kind in ("person", "body", "post", "tenure"):
        text = admin_client.get(reverse(f"admin:people_{kind}_export")).content.decode()
        assert text.startswith("\ufeff"), "spreadsheets need the mark to see UTF-8"
        preview = sheet(kind, text.lstrip("\ufeff"))
        assert preview.context["result"].totals["update"] == 0, kind
        assert preview.context["result"].totals["new"] == 0, kind


@pytest.mark.parametrize(
    "heading, reason",
    [("họ tên,năm xinh", "năm xinh"), ("để phân biệt,sinh", "họ tên")],
)
def test_a_column_misspelled_or_missing_is_named(sheet, heading, reason):
    answer = sheet("person", f"{heading}\nTrần Văn An,1965\n")
    assert reason in answer.context["result"].base_errors[0].error.args[0]
    assert not Person.objects.exists()


def test_semicolons_separate_as_vietnamese_spreadsheets_save_them(sheet):
    shown = sheet("person", "họ tên;sinh\nTrần Văn An;10/2/1965\n").content.decode()
    assert "<ins>1965-02-10</ins>" in shown


@pytest.mark.parametrize("text", ["\n", ",,\nTrần Văn An,,\n", " \r\n"])
def test_a_file_without_headings_is_refused_with_what_to_do(sheet, text):
    assert "Dòng đầu" in str(sheet("person", text).context["form"].errors)


def test_a_file_that_is_not_utf8_is_refused_with_what_to_do(sheet):
    answer = sheet("person", "họ tên\nAn\n", "utf-16")
    assert "CSV UTF-8" in answer.content.decode()


def test_only_the_file_that_was_shown_can_be_confirmed(sheet, confirm, admin_client):
    preview = sheet("person", "họ tên\nTrần Văn An\n")
    form = preview.context["confirm_form"]
    data = {name: form.initial.get(name, "") for name in form.fields}
    answer = admin_client.post(
        reverse("admin:people_person_process_import"), data | {"import_file_name": "passwd"}
    )
    assert "đã quá hạn" in answer.content.decode()
    assert not Person.objects.exists()


def test_a_cell_is_never_a_formula(admin_client):
    person("=HYPERLINK Nguyễn")
    text = admin_client.get(reverse("admin:people_person_export")).content.decode()
    assert "\r\n'=HYPERLINK" in text
