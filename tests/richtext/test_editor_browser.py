# ruff: noqa: E501 — the texts under test are lines as they are stored
"""The editor in a real browser: what it writes, what it takes in, what it asks for, how it looks."""

import re

import pytest
from playwright.sync_api import expect

from articles.richtext import sanitize

pytestmark = pytest.mark.once

FULL = sanitize(
    """<p>Mở đầu “chào” <b>đậm <i>và nghiêng</i></b>, năm 2016 – 2020&nbsp;km &amp; &lt;x&gt;
    <a href="https://a.vn/?a=1&amp;b=2" title="T &quot;q&quot;">liên kết</a>.<br>m<sup>2</sup>, CO<sub>2</sub></p>
    <figure data-photo="1"></figure><h2>Tít phụ</h2><h3>Tít nhỏ</h3>
    <ul><li>một<ol><li>a</li><li>b</li></ol></li><li>hai</li></ul>
    <blockquote><p>Lời.</p><ul><li>x</li></ul></blockquote>
    <table><caption>Bảng</caption><thead><tr><th scope=col>Một</th><th>Hai</th></tr></thead>
    <tbody><tr><td colspan=2>ô</td></tr><tr><td></td><td>b<br>c</td></tr></tbody></table><p>Kết.</p>"""
)
UNWANTED = """scayt wsc exportpdf preview newpage print save templates forms iframe flash smiley about language
    sourcearea uploadimage filebrowser image embed codesnippet wysiwygarea copyformatting"""
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style>p.MsoNormal {color: red}</style></head><body>
<!--StartFragment--><h1 style='mso-outline-level:1'>Tít lớn<o:p></o:p></h1>
<p class=MsoNormal style='margin-bottom:0cm;mso-fareast-language:VI'><b><span lang=VI style='font-size:14.0pt;
font-family:"Times New Roman",serif;color:red'>Tỉnh uỷ</span></b><span lang=VI> họp <i>sáng nay</i>.<o:p></o:p>
</span></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>-<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Việc một</p>
<p class=MsoNormal><a href="javascript:alert(1)" onclick="alert(1)">x</a><script>alert(1)</script></p>
<!--EndFragment--></body></html>"""


def data(page):
    return page.evaluate("CKEDITOR.instances.id_body.getData()")


def paste(page, html="", *, file_type=""):
    """As Ctrl+V does with this on the clipboard."""
    page.locator(".cke_wysiwyg_div").click()
    page.evaluate(
        """([html, type]) => {
          const clipboardData = new DataTransfer();
          if (html) clipboardData.setData("text/html", html);
          if (type) clipboardData.items.add(new File(["x"], "anh", { type }));
          CKEDITOR.instances.id_body.editable().$.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        [html, file_type],
    )


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def select(page, text):
    """Select the line that says this."""
    page.locator(".cke_wysiwyg_div").get_by_text(text, exact=True).click()
    page.keyboard.press("Home")
    page.keyboard.press("Shift+End")


def test_what_it_writes_is_exactly_what_was_stored(open_editor):
    page = open_editor(FULL)
    assert data(page) == FULL
    page.locator(".cke_wysiwyg_div").get_by_text("Kết.", exact=True).click()
    page.keyboard.press("End")
    page.keyboard.type(" “Hết” – chào.")
    assert data(page) == FULL.replace("Kết.", "Kết. “Hết” – chào.")


def test_its_buttons_make_what_the_server_keeps(open_editor):
    page = open_editor("<p>Một hai</p>")
    select(page, "Một hai")
    for name in ("bold", "italic", "heading"):
        page.locator(f".cke_button__{name}").click()
    assert sanitize(data(page)) == "<h2><strong><em>Một hai</em></strong></h2>"
    for name in ("removeformat", "paragraph", "blockquote", "bulletedlist"):
        page.locator(f".cke_button__{name}").click()
    kept = "<blockquote><ul><li>Một hai</li></ul>\n</blockquote>"
    assert data(page) == kept == sanitize(kept)


def test_a_heading_is_one_press_and_so_is_the_way_back(open_editor):
    page = open_editor("<p>Một</p>")
    page.locator(".cke_wysiwyg_div").get_by_text("Một").click()
    press(page, "Tít phụ")
    assert data(page) == "<h2>Một</h2>"
    expect(page.get_by_role("button", name="Tít phụ", exact=True)).to_have_attribute("aria-pressed", "true")
    press(page, "Đoạn văn")
    assert data(page) == "<p>Một</p>"


def test_text_from_word_comes_in_without_words_markup(open_editor):
    page = open_editor("")
    paste(page, WORD)
    expect(page.locator(".cke_wysiwyg_div")).to_contain_text("Việc một")
    assert data(page) == (
        "<h2>Tít lớn</h2>\n<p><strong>Tỉnh uỷ</strong> họp <em>sáng nay</em>.</p>\n"
        "<ul><li>Việc một</li></ul>\n<p>x</p>"
    )


def test_a_page_pasted_in_keeps_its_text_and_no_code(open_editor):
    page = open_editor("")
    paste(
        page,
        '<div style="color:red" onclick="alert(1)">Một <b>hai</b></div><h4>Ba</h4><svg onload="alert(1)"></svg>'
        '<iframe src="https://example.com"></iframe><form><input name=a>Bốn</form>'
        '<p style="x">Năm<script>alert(1)</script></p>',
    )
    expect(page.locator(".cke_wysiwyg_div")).to_contain_text("Năm")
    assert data(page) == "<p>Một <strong>hai</strong></p>\n<h3>Ba</h3>\n<p>Bốn</p>\n<p>Năm</p>"


@pytest.mark.parametrize(
    "pasted", [{"html": '<p>a<img src="data:image/png;base64,AA=="></p>'}, {"file_type": "image/png"}]
)
def test_a_pasted_picture_is_not_taken_and_the_reason_is_said(open_editor, pasted):
    page = open_editor("<p>Một</p>")
    paste(page, **pasted)
    expect(page.locator(".cke_notification_warning")).to_contain_text("Không dán ảnh vào nội dung được")
    assert "img" not in data(page)


def test_its_dialogs_and_menus_run_under_the_pages_policy(open_editor):
    page = open_editor("<p>Một</p>\n<table><tbody><tr><td>ô</td></tr></tbody></table>")
    for button in ("table", "link", "storyphoto"):
        page.locator(f".cke_button__{button}").click()
        expect(page.locator(".cke_dialog:visible, dialog[open]")).to_be_visible()
        expect(
            page.locator(".cke_dialog:visible :focus, dialog[open] :focus, dialog[open]:focus")
        ).to_be_attached()
        page.keyboard.press("Escape")
        expect(page.locator(".cke_dialog:visible, dialog[open]")).to_have_count(0)
    page.locator(".cke_wysiwyg_div td").click(button="right")
    menu = page.frame_locator("iframe.cke_panel_frame").first
    menu.get_by_text("Xóa bảng").click()
    expect(page.locator(".cke_wysiwyg_div td")).to_have_count(0)
    assert data(page) == "<p>Một</p>"


def test_a_link_is_an_address_a_post_box_or_a_telephone(open_editor):
    page = open_editor("<p>Một</p>")
    select(page, "Một")
    page.locator(".cke_button__link").click()
    dialog = page.locator(".cke_dialog:visible")
    expect(dialog.get_by_label("Kiểu liên kết").locator("option")).to_have_text(
        ["Trang web", "Thư điện tử", "Số điện thoại"]
    )
    dialog.get_by_role("textbox", name=re.compile("URL")).fill("a.vn/b")
    dialog.get_by_role("button", name="Đồng ý").click()
    assert data(page) == '<p><a href="https://a.vn/b">Một</a></p>'


def test_only_the_plugins_named_are_there_and_only_our_host_is_asked(page, open_editor):
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    open_editor()
    plugins = set(page.evaluate("Object.keys(CKEDITOR.instances.id_body.plugins)"))
    assert plugins and not plugins.intersection(re.findall(r"\w+", UNWANTED))
    assert page.evaluate("CKEDITOR.config.versionCheck") is False
    origin = page.url.split("/toa-soan")[0]
    assert any("ckeditor.js" in url for url in asked)
    assert not [url for url in asked if not url.startswith((origin, "data:", "blob:"))]


def test_the_policy_of_its_page_forbids_inline_scripts_and_eval(page, open_editor):
    with page.expect_response(re.compile("/change/$")) as answer:
        open_editor()
    policy = dict(part.split(" ", 1) for part in answer.value.headers["content-security-policy"].split("; "))
    assert policy["script-src"] == "'self'"
    assert policy["script-src-attr"] == "'unsafe-inline'"
    assert "eval" not in str(policy) and "http" not in str(policy)


def brightness(place, what):
    """How bright a computed colour is, from 0 to 1."""
    colour = place.evaluate("(one, what) => getComputedStyle(one)[what]", what)
    return sum(map(int, re.findall(r"\d+", colour)[:3])) / 765


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_it_follows_the_theme_of_the_desk(page, open_editor, theme, scheme):
    page.emulate_media(color_scheme=scheme)
    page.add_init_script(f"localStorage.setItem('theme', '{theme}')")
    open_editor("<p>Một</p>")
    dark = theme == "dark" or (theme == "auto" and scheme == "dark")
    page.locator(".cke_wysiwyg_div p").click(button="right")
    menu = page.frame_locator("iframe.cke_panel_frame").first.locator(".cke_menubutton_label").first
    expect(menu).to_be_visible()
    text, toolbar = page.locator(".cke_wysiwyg_div"), page.locator(".cke_top")
    for place in (text, menu, page.locator(".cke_button__heading_label")):
        assert (brightness(place, "color") > 0.5) is dark
    for place in (text, toolbar):
        assert (brightness(place, "backgroundColor") < 0.5) is dark


@pytest.mark.parametrize("width", [1280, 390])
def test_it_is_as_wide_as_the_form_and_nothing_runs_out_of_it(page, open_editor, width):
    page.set_viewport_size({"width": width, "height": 844})
    open_editor(FULL)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".cke").bounding_box()["width"] > width * 0.88


def test_without_scripts_the_text_can_still_be_typed(browser, live_server, client, story, settings):
    client.force_login(story.author)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/toa-soan/articles/story/{story.pk}/change/")
    expect(page.locator("#id_body")).to_have_value(story.body)
    assert page.locator("#id_body").bounding_box()["width"] > 900
    page.locator("#id_body").fill("<p>Gõ tay</p>")
    page.get_by_role("button", name=re.compile("^Lưu$")).click()
    context.close()
    story.refresh_from_db()
    assert story.body == "<p>Gõ tay</p>"
