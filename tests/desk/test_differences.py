"""What differs between two texts is told as a reviewer would say it."""

import time

import pytest

from articles import richtext
from articles.admin.compare import fields
from articles.admin.differences import by_word, differences, folded

pytestmark = pytest.mark.django_db


def told(old, new):
    """All that is not the same in both: [("gone", "Hoà "), …]."""
    parts = differences(richtext.passages(old), richtext.passages(new))
    return [tuple(part) for part in parts if part.kind != "same"]


def read(old, new, *kinds):
    return "".join(
        part.text
        for part in differences(richtext.passages(old), richtext.passages(new))
        if part.kind in ("same", *kinds)
    )


def test_a_changed_passage_is_compared_with_the_one_it_came_of():
    old = "<p>Sáng nay mưa to ở Hạ Long.</p><p>Cầu cảng dài hai trăm mét.</p>"
    new = old.replace("<p>Sáng nay mưa", "<p>Đoạn hoàn toàn khác hẳn.</p><p>Sáng nay mưa rất")
    assert told(old, new) == [("new", "Đoạn hoàn toàn khác hẳn.", ""), ("new", " rất", "")]


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Chiều nay", "Chiều nay, trời mưa", "Chiều nay[, trời mưa]"),
        ("Chiều nay, trời mưa", "Chiều nay", "Chiều nay{, trời mưa}"),
        ("Chiều nay trời mưa", "Chiều nay, trời mưa.", "Chiều nay[,] trời mưa[.]"),
        ("Chiều nay, trời mưa.", "Chiều nay trời mưa", "Chiều nay{,} trời mưa{.}"),
        ("Trời mưa to.", "Trời mưa rất to.”", "Trời mưa[ rất] to.[”]"),
        ("Ông nói mưa to.", "Ông nói: “Mưa to”.", "Ông nói{ mưa}[: “Mưa] to[”]."),
        ("Ông nói mưa to", "Ông nói “mưa” to", "Ông nói [“]mưa[”] to"),
        ("Ông nói “mưa” to", "Ông nói mưa to", "Ông nói {“}mưa{”} to"),
        ("Chiều nay mưa", "Nay mưa", "{Chiều nay}[Nay] mưa"),
        ("nay mưa", "Chiều nay mưa", "[Chiều ]nay mưa"),
        ("Chiều nay mưa", "nay mưa", "{Chiều }nay mưa"),
        ("Tăng 3,5 %", "Tăng 3,7 %", "Tăng 3,{5}[7] %"),
        ("dài 10 .000 mét", "dài 10.000 mét", "dài 10{ }.000 mét"),
        ("a b c d", "a x c d", "a{ b}[ x] c d"),
        ("", "Mưa", "[Mưa]"),
    ],
)
def test_only_what_was_added_or_cut_is_marked(old, new, shown):
    marks = {"gone": "{%s}", "new": "[%s]", "same": "%s"}
    assert "".join(marks[part.kind] % part.text for part in folded(by_word(old, new))) == shown


def test_words_are_counted_without_the_marks_between_them():
    (changed,) = [one for one in fields({"headline": "Mưa, gió – to"}, {"headline": "Mưa to"}) if one.changed]
    assert changed.words == (1, 0)


def test_which_words_became_bold_or_a_link_is_said():
    old = "<p>Bí thư phát biểu tại <em>lễ</em> khởi công</p>"
    new = '<p>Bí thư <strong>phát biểu</strong> tại lễ <a href="https://a.example/">khởi công</a></p>'
    assert [(kind, text.strip(), note) for kind, text, note in told(old, new)] == [
        ("set", "phát biểu", "nay in đậm"),
        ("set", "lễ", "không còn in nghiêng"),
        ("set", "khởi công", "nay có liên kết tới https://a.example/"),
    ]
    links = told('<p><a href="/a/">x</a></p>', '<p><a href="/b/">x</a></p>')
    assert links == [("set", "x", "liên kết tới /b/ thay cho /a/")]


def test_a_paragraph_that_became_a_list_item_or_a_heading_is_said():
    assert told("<p>Một</p>", "<ul><li>Một</li></ul>") == [
        ("note", "", "nay là mục trong danh sách, trước là đoạn thường")
    ]
    assert told("<p>Một</p>", "<h2>Một</h2>") == [("note", "", "nay là tít phụ, trước là đoạn thường")]


def test_a_paragraph_and_a_photo_that_moved_are_said_to_have_moved():
    old = "<p>Một hai ba.</p><p>Bốn năm sáu.</p><p>Bảy tám chín.</p>"
    new = "<p>Bảy tám chín.</p><p>Một hai ba.</p><p>Bốn năm sáu.</p>"
    assert told(old, new) == [
        ("here", "Bảy tám chín.", "chuyển đến đây"),
        ("away", "Bảy tám chín.", "chuyển khỏi đây"),
    ]
    photo = '<figure data-photo="1"></figure>'
    kinds = {
        part[0]: part[1] for part in told(f"{photo}<p>Một.</p><p>Hai.</p>", f"<p>Một.</p><p>Hai.</p>{photo}")
    }
    assert kinds == {"away": "[Ảnh 1]", "here": "[Ảnh 1]"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "<p>Mới.</p>"),
        ("<p>Cũ.</p>", ""),
        ("<p>a b c</p><p>d</p><p>e f</p>", "<p>d</p><p>a c</p><p>g</p><p>e f h</p>"),
        ('<p>[Ảnh 1]</p><figure data-photo="1"></figure>', '<figure data-photo="1"></figure><p>[Ảnh 1]</p>'),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "<table><tr><td>1</td><td>3</td></tr></table>"),
        ("<p>a<br>b</p><p></p>", "<p>a</p><p>b<br><br>c</p>"),
        ("<p>x</p>" * 5, "<p>x</p>" * 7),
        ("<p>😀 <strong>Hội nghị</strong></p>", "<p>😀 Hội <em>nghị</em></p>"),
    ],
)
def test_both_texts_can_be_read_from_what_is_told(old, new):
    def words(html):
        return " ".join(
            "\n".join(
                f"[Ảnh {one.text}]" if one.kind == "figure" else one.text for one in richtext.passages(html)
            ).split()
        )

    assert " ".join(read(old, new, "new", "here", "set").split()) == words(new)
    before = read(old, new, "gone", "away", "set")
    assert sorted(before.split()) == sorted(words(old).split())


def test_a_row_that_moved_or_changed_is_compared_with_itself():
    def photo(number, caption, file=1):
        return {"number": number, "photo": file, "caption": caption, "credit": "", "alt": "", "people": []}

    old = {"photos": [photo(1, "Cầu cảng."), photo(2, "Đoàn công tác.")]}
    new = {"photos": [photo(2, "Đoàn đại biểu."), photo(1, "Cầu cảng.", 9)]}
    (field,) = [one for one in fields(new, old) if one.changed]
    said = [(part.kind, part.text.strip(), part.note) for part in field.parts if part.kind != "same"]
    assert ("gone", "công tác", "") in said and ("new", "đại biểu", "") in said
    assert ("note", "", "đã thay tệp ảnh khác") in said
    assert [note for _kind, _text, note in said if "chuyển chỗ" in note]
    assert not [text for kind, text, _note in said if kind == "gone" and "Cầu cảng" in text]


def test_what_did_not_change_is_folded_away():
    many = "".join(f"<p>Đoạn {number}.</p>" for number in range(20))
    parts = list(folded(differences(richtext.passages(many), richtext.passages(many + "<p>Mới.</p>"))))
    (fold,) = [part for part in parts if part.kind == "fold"]
    assert "Đoạn 9." in fold.text and "đoạn không đổi" in fold.note
    assert parts[-2].text == "Mới."


@pytest.mark.parametrize("words", [5_000, 20_000])
def test_a_long_story_is_compared_within_seconds(words):
    def text(offset):
        vocabulary = "cảng tỉnh người dân công trình mét hôm nay đã được xây dựng tại khu vực".split()  # noqa: SIM905
        made = []
        for block in range(words // 50):
            line = [vocabulary[(block * 7 + i * i + i) % len(vocabulary)] for i in range(50)]
            line[block % 50] = f"chữ{block + offset}"
            made.append(f"<p>{' '.join(line)}</p>")
        return "".join(made)

    started = time.process_time()
    assert told(text(0), text(1))
    assert time.process_time() - started < 5
