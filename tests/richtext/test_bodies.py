"""What else is asked of a body: its page, its words, its photos; and the form field it comes in by."""

from __future__ import annotations

from django import forms
from django.utils.safestring import SafeString, mark_safe

from articles.richtext import (
    BodyField,
    append_figures,
    figure_numbers,
    from_blocks,
    plain_text,
    render,
    sanitize,
)

BODY = '<p>Một</p>\n<figure data-photo="2"></figure>\n<p>Hai</p>\n<figure data-photo="1"></figure>'


def test_a_page_shows_each_photo_in_its_place():
    page = render(BODY, {1: mark_safe("<figure>ảnh một</figure>"), 2: mark_safe("<figure>ảnh hai</figure>")})
    assert page == "<p>Một</p>\n<figure>ảnh hai</figure>\n<p>Hai</p>\n<figure>ảnh một</figure>"
    assert isinstance(page, SafeString)


def test_a_page_leaves_out_photos_that_are_not_there_and_adds_none():
    assert (
        render(BODY, {2: mark_safe("<b>2</b>"), 7: mark_safe("<b>7</b>")})
        == "<p>Một</p>\n<b>2</b>\n<p>Hai</p>\n"
    )


def test_a_page_trusts_nothing_that_was_stored():
    stored = '<p onclick="x()">a<script>alert(1)</script></p>&lt;figure data-photo="1"&gt;&lt;/figure&gt;'
    assert render(stored, {1: mark_safe("<b>1</b>")}) == (
        '<p>a</p>\n<p>&lt;figure data-photo="1"&gt;&lt;/figure&gt;</p>'
    )


def test_a_photo_named_in_the_title_of_a_link_is_text():
    body = sanitize("""<a href="/a" title='<figure data-photo="1"></figure><a href="http'>a</a>""")
    page = render(body, {1: mark_safe("<b>1</b>")})
    assert "<b>" not in page and page.count("<a ") == 1 and "rel=" not in page


def test_a_page_says_which_links_leave_the_site():
    assert render('<a href="https://a.vn">a</a> <a href="/b">b</a>', {}) == (
        '<p><a rel="noopener external" href="https://a.vn">a</a> <a href="/b">b</a></p>'
    )


def test_the_words_of_a_body_stand_on_lines_as_its_blocks_do():
    body = (
        "<h2>Tít &amp; phụ</h2><p>Một<b>hai</b><br>ba</p><figure data-photo=1></figure>"
        "<ul><li>a<ul><li>b</ul></ul><table><tr><td>1<td>2</table><p>c&nbsp;d</p>"
    )
    assert plain_text(body) == "Tít & phụ\nMộthai\nba\na\nb\n1\n2\nc\u00a0d"
    assert plain_text("") == ""


def test_the_photos_of_a_body_are_told_in_order():
    assert figure_numbers(BODY) == [2, 1]
    assert figure_numbers("<p>&lt;figure data-photo=1&gt;</p>") == []


def test_a_body_is_made_of_paragraphs_and_photos():
    assert from_blocks(["A & <b>", 3, "dòng\nmới", "  ", "đã ở"]) == (
        '<p>A &amp; &lt;b&gt;</p>\n<figure data-photo="3"></figure>\n<p>dòng<br>mới</p>\n<p>đã ở</p>'
    )


def test_photos_not_yet_referred_to_are_put_at_the_end():
    assert append_figures(BODY, [1, 4]) == BODY + '\n<figure data-photo="4"></figure>'


class BodyForm(forms.Form):
    body = BodyField(required=False)


def test_a_form_cleans_a_body():
    form = BodyForm({"body": "<div>Chào\r\n<b>bạn</b>\x00</div>"})
    assert form.is_valid() and form.cleaned_data["body"] == "<p>Chào <strong>bạn</strong></p>"


def test_a_body_that_says_nothing_is_missing_where_one_is_required():
    class Required(forms.Form):
        body = BodyField()

    assert not Required({"body": "<p>&nbsp;</p><script>x</script>"}).is_valid()


def test_what_was_typed_is_still_in_the_form_after_it_is_refused():
    typed = "<ul><li>" * 9 + "đã gõ"
    form = BodyForm({"body": typed})
    assert not form.is_valid()
    assert "danh sách lồng nhau" in form.errors["body"][0]
    assert typed.replace("<", "&lt;").replace(">", "&gt;") in str(form["body"])


def test_a_form_sent_as_it_was_shown_has_not_changed():
    assert not BodyForm({"body": BODY.replace("\n", "\r\n")}, initial={"body": BODY}).has_changed()
