"""The registry at the desk as it is used: on a phone, with the mouse and by the keyboard."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from people.models import Merge, ProtocolOrder, ProtocolPlace, Tenure
from people.registry import body, hold, person, post


@pytest.fixture
def desk(transactional_db, officials, page, log_in, django_user_model):
    """A phone at the desk; `desk("person_change", 3)` opens a page of the registry."""
    call_command("sync_roles", verbosity=0)
    log_in(page, django_user_model.objects.create_superuser("thuky", first_name="Thư ký"))
    page.set_viewport_size({"width": 390, "height": 844})

    def opened(name, *args):
        page.goto(reverse(f"admin:people_{name}", args=args))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"
        return page

    return opened


def choose(page, box, typed, found):
    """Choose in a box with autocompletion, by the keyboard."""
    box.click()
    page.keyboard.type(typed)
    expect(page.locator(".select2-results__option--highlighted")).to_have_text(found)
    page.keyboard.press("Enter")


def test_a_tenure_is_added_in_place(desk, officials):
    seat = post("Giám đốc", body("Sở Y tế tỉnh Bình Sơn"))
    page = desk("person_change", officials.doc.pk)
    page.locator("#tenures-group .add-row a").click()
    row = page.locator("#tenures-1")
    choose(page, row.locator(".select2-selection"), "giam doc so y te", str(seat))
    row.get_by_label("Từ").fill("2/2015")
    row.get_by_label("Đến").fill("2018")
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page.locator(".timeline")).to_contain_text("từ tháng 2/2015 đến năm 2018")
    tenure = officials.doc.tenures.get(post=seat)
    assert (tenure.start, tenure.end) == ("2015-02", "2018")


@pytest.mark.parametrize(
    "typed", ["nguyen van doc", "Nguyen Van Doc", "Nguye\u0302\u0303n Va\u0306n \u0110o\u0323c"]
)
def test_a_person_is_found_however_the_name_is_typed(desk, officials, typed):
    page = desk("tenure_add")
    choose(page, page.locator("[aria-labelledby~=select2-id_person-container]"), typed, "Nguyễn Văn Đọc")
    expect(page.locator("#id_person")).to_have_value(str(officials.doc.pk))


def test_who_is_on_record_already_is_shown_while_a_name_is_typed(desk, officials):
    page = desk("person_add")
    page.locator("#id_name").press_sequentially("Nguyễn Đọc")
    shown = page.get_by_role("status").filter(has_text="Đã có trong danh bạ")
    expect(shown.get_by_role("link", name="Nguyễn Văn Đọc")).to_be_visible()
    expect(shown).to_contain_text("Bí thư Tỉnh uỷ Quảng Ninh")
    page.locator("#id_name").press_sequentially(" Khác Hẳn Rồi")
    expect(shown).to_be_hidden()


@pytest.fixture
def order(officials):
    made = ProtocolOrder.objects.create(since="2020-01-01")
    for place, tenure in enumerate((officials.member, officials.hanoi_secretary, officials.secretary), 1):
        ProtocolPlace.objects.create(order=made, post=tenure.post, position=place)
    return made


def ranked(order):
    return list(order.places.values_list("post", flat=True))


@pytest.mark.parametrize("way", ["drag", "button", "keys"])
def test_the_protocol_is_put_in_order(desk, officials, order, way):
    first, second, third = ranked(order)
    page = desk("protocolorder_change", order.pk)
    page.set_viewport_size({"width": 1280, "height": 900})
    rows = page.locator("#places-group tbody tr.form-row:not(.empty-form)")
    if way == "drag":
        rows.nth(2).locator(".place-grip").drag_to(rows.nth(0), target_position={"x": 30, "y": 3})
    for _ in range(2 if way != "drag" else 0):
        last = page.locator(f"tr:has(select option[value='{third}'][selected])")
        if way == "button":
            last.locator(".place-tools button").first.press("Enter")
        else:
            last.locator("input[name$=-position]").press("Alt+ArrowUp")
    expect(rows.nth(0)).to_contain_text("Bí thư Tỉnh uỷ Quảng Ninh")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".success")).to_be_visible()
    assert ranked(order) == [third, first, second]


def test_a_handover_is_previewed_then_carried_out(desk, officials):
    newcomer = person("Lê Thị Bình")
    page = desk("body_transition", officials.quangninh.pk)
    page.get_by_label("Ngày chuyển giao").fill("2025-09-25")
    page.get_by_label("Nguyễn Văn Đọc").select_option("retired")
    choose(page, page.locator(".handover-post .select2-selection"), "le thi binh", "Lê Thị Bình")
    page.get_by_role("button", name="Xem trước").click()
    preview = page.locator("#preview")
    expect(preview).to_contain_text("nguyên Bí thư Tỉnh uỷ Quảng Ninh")
    assert not newcomer.tenures.exists()
    preview.get_by_role("button").click()
    expect(page.locator(".roster")).to_contain_text("Lê Thị Bình")
    assert newcomer.tenures.get().start == "2025-09-25"
    assert Tenure.objects.get(pk=officials.secretary.pk).ended == "retired"


def test_two_records_are_merged_and_taken_apart(desk, officials):
    other = person("Nguyễn Đọc")
    hold(other, post("Uỷ viên", body("Hội Đông y")), "2010", "2012")
    page = desk("person_merge", other.pk)
    choose(page, page.locator(".field-target .select2-selection"), "van doc", "Nguyễn Văn Đọc")
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Gộp", exact=True).click()
    expect(page.locator(".timeline")).to_contain_text("Hội Đông y")
    page.get_by_role("link", name="Xem hoặc tách lại").click()
    page.get_by_role("button", name="Tách lại").click()
    expect(page.locator(".success")).to_be_visible()
    assert Merge.objects.get().undone_at and other.tenures.count() == 1
