"""What of any HTML is stored as a story's body."""

from __future__ import annotations

import re
import time
import unicodedata
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.richtext import RichTextTooDeep, RichTextTooLong, sanitize

ALLOWED_TAG = re.compile(
    r"</?(?:p|h2|h3|strong|em|sub|sup|ul|ol|li|blockquote|table|caption|thead|tbody|tr)>|<br>|</(?:a|td|th|figure)>"
    r'|<a href="(?:https?:|mailto:|tel:|[^":]*["/?#])[^"<>]*"?(?: title="[^"<>]*")?>'
    r'|<td(?: colspan="\d+")?(?: rowspan="\d+")?>'
    r'|<th(?: colspan="\d+")?(?: rowspan="\d+")?(?: scope="(?:row|col|rowgroup|colgroup)")?>'
    r'|<figure data-photo="\d+">'
)

KEPT = {
    "<p>Chào <b>bạn</b> và <i>anh</i></p>": "<p>Chào <strong>bạn</strong> và <em>anh</em></p>",
    "<h1>Một</h1><h2>Hai</h2><h4>Bốn</h4>": "<h2>Một</h2>\n<h2>Hai</h2>\n<h3>Bốn</h3>",
    "<div>Một</div><div>Hai</div>": "<p>Một</p>\n<p>Hai</p>",
    "Không có thẻ nào": "<p>Không có thẻ nào</p>",
    "<p>Một<br>Hai<br><br>Ba</p>": "<p>Một<br>Hai</p>\n<p>Ba</p>",
    "<p>m<sup>2</sup>, CO<sub>2</sub></p>": "<p>m<sup>2</sup>, CO<sub>2</sub></p>",
    "<blockquote>Lời <p>nói</p></blockquote>": "<blockquote><p>Lời</p>\n<p>nói</p>\n</blockquote>",
    "<ul><li>a<ol><li>b</ol><li>c</ul>": "<ul><li>a<ol><li>b</li></ol>\n</li><li>c</li></ul>",
    "<ul><li>a</li><ul><li>b</li></ul></ul>": "<ul><li>a<ul><li>b</li></ul>\n</li></ul>",
    "<ul>a<li></li></ul>": "<ul><li>a</li></ul>",
    "<li>a<li>b": "<p>a</p>\n<p>b</p>",
    "<table><tr><th scope=col colspan=2 style=x>a<tfoot><tr><td rowspan=0>b</table>": (
        '<table><tbody><tr><th colspan="2" scope="col">a</th></tr></tbody>'
        "<tbody><tr><td>b</td></tr></tbody></table>"
    ),
    "<table><caption>Bảng</caption><tr><td><p>a</p><p>b</p><td></table>": (
        "<table><caption>Bảng</caption><tbody><tr><td>a<br>b</td><td></td></tr></tbody></table>"
    ),
    "<table><tr><td><table><tr><td>a<td>b</table>c</table>": (
        "<table><tbody><tr><td></td></tr><tr><td>a</td><td>b</td></tr></tbody></table>\n<p>c</p>"
    ),
    "<p></p><p>&nbsp;</p><p><strong> </strong><br></p><h2></h2><ul><li></li></ul>a": "<p>a</p>",
    "<p> a &nbsp;  b&nbsp;c &nbsp;</p>": "<p>a b&nbsp;c</p>",
    "<p>a <strong> b </strong> c</p>": "<p>a <strong>b</strong> c</p>",
    "<b><i>a</i></b><em><strong>b</strong></em>": "<p><strong><em>ab</em></strong></p>",
    "<b>Một<p>Hai</p></b>": "<p><strong>Một</strong></p>\n<p><strong>Hai</strong></p>",
    "<p>Tie\u0302\u0301ng Vi\u00ea\u0323t\u200b</p>": "<p>Tiếng Việt</p>",
    "<p>a&#0;b\x00c&#8203;d&#x301;</p>": "<p>a\ufffdbcd\u0301</p>",
    '<p>ch&agrave;o &lt;b&gt; &amp;amp; "q"</p>': '<p>chào &lt;b&gt; &amp;amp; "q"</p>',
}
FIGURES = {
    '<figure data-photo="3"></figure>': '<figure data-photo="3"></figure>',
    "<figure data-photo=' 003 ' class=x><img src=/a.jpg><figcaption>b</figcaption></figure>": (
        '<figure data-photo="3"></figure>'
    ),
    "<p>a<figure data-photo=1></figure>b</p>": '<p>a</p>\n<figure data-photo="1"></figure>\n<p>b</p>',
    "<ul><li>a<figure data-photo=1></figure></li></ul><p>b</p>": (
        '<ul><li>a</li></ul>\n<figure data-photo="1"></figure>\n<p>b</p>'
    ),
    "<figure data-photo=1></figure><p>a</p><figure data-photo=1></figure>": (
        '<figure data-photo="1"></figure>\n<p>a</p>'
    ),
    "<figure data-photo=0>a</figure><figure data-photo=-1></figure><figure data-photo=x>": "<p>a</p>",
    "<figure data-photo=99999></figure><figure data-photo=١></figure><figure></figure>": "",
    "<figure data-photo=1>": '<figure data-photo="1"></figure>',
}
LINKS = {
    "https://a.vn/b?c=1&amp;d=2": "https://a.vn/b?c=1&amp;d=2",
    "HTTP://a.vn": "HTTP://a.vn",
    "mailto:a@b.vn": "mailto:a@b.vn",
    "tel:+84203": "tel:+84203",
    "/thoi-su/": "/thoi-su/",
    "#cuoi": "#cuoi",
    "//a.vn/b": "https://a.vn/b",
    "\\\\a.vn": "https://a.vn",
    " https://a.vn/a b\n": "https://a.vn/a%20b",
}
NO_LINKS = [
    "javascript:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61vascript:alert(1)",
    "javascript&colon;alert(1)",
    "java&Tab;script&colon;alert(1)",
    "\x01javascript:alert(1)",
    "java\x00script:alert(1)",
    "java\u200bscript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "file:///etc/passwd",
    "blob:x",
    "http://[",
    "",
]
ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.vn/a.js></SCRIPT >",
    "<script>alert(1)</script\n>",
    "<script><!--<script></script>alert(1)</script>-->",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src/onerror=alert(1)>",
    "<p onclick=alert(1) style='background:url(//x.vn)'>a</p>",
    "<p/onmouseover='alert(1)'>a",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<math><annotation-xml encoding=text/html><svg><foreignObject><p><script>alert(1)</script>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><script>alert(1)</script></template>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src=javascript:alert(1)>",
    "<object data=x.swf><embed src=x.swf></object><applet code=x>",
    "<form action=//x.vn><button formaction=javascript:alert(1)>a</button><input name=b></form>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    "<noembed><!--</noembed><img src=x onerror=alert(1)>-->",
    '<a href="javascript:alert(1)" title=\'"><img src=x onerror=alert(1)>\'>a</a>',
    "<a href='https://a.vn' title='\"><script>alert(1)</script>'>a</a>",
    "<a href='https://a.vn\" onclick=\"alert(1)'>a</a>",
    "<a href=https://a.vn target=_blank onclick=alert(1) rel=opener>a</a>",
    "<!-- <img src=x onerror=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--{cke_protected}%3Cscript%3Ealert(1)%3C%2Fscript%3E-->",
    "<p>a</p><!--{cke_protected}{C}%3C!%2D%2D%20x%20%2D%2D%3E-->",
    "<![CDATA[><img src=x onerror=alert(1)>]]>",
    "<![CDATA[ <script>alert(1)</script> ]]>",
    "<?php echo 1 ?><!DOCTYPE html><html><head><title>a</title></head><body onload=alert(1)>b",
    "<base href=//x.vn><meta http-equiv=refresh content='0;url=//x.vn'><link rel=stylesheet href=//x.vn>",
    "<style>@import '//x.vn'</style>a<style",
    "<figure data-photo='1' onclick=alert(1)><script>alert(1)</script></figure>",
    "<figure data-photo='1\"><script>alert(1)</script>'></figure>",
    "<table background=javascript:alert(1)><td background=x onclick=y>a",
    "<details open ontoggle=alert(1)><summary>a</summary></details>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<isindex action=javascript:alert(1)><marquee onstart=alert(1)>a</marquee>",
    "<p title='<script>'>a<\x00script>alert(1)</script>",
    "<a\x0chref=javascript:alert(1)>a</a><img\x0bsrc=x\x0conerror=alert(1)>",
    "<p>a>\u0338</p><strong>\u0338a</strong>",
    "＜script＞alert(1)＜/script＞&lt;script&gt;alert(1)&lt;/script&gt;&amp;lt;img&amp;gt;",
    '<a href="https://a.vn/&quot;onmouseover=alert(1)//">a</a>',
    "<p>&lt;img src=x onerror=alert(1)&gt;</p>",
]
PARTS = """<p> </p> <h1> </h6> <b> </b> <i> </i> <strong> </em> <sub> </sup> <br> <div> </div> <a~href=x>
    <a~href='//b'~title='&lt;'> </a> <ul> </ul> <ol> <li> </li> <blockquote> </blockquote> <table> </table>
    <caption> </caption> <thead> <tbody> <tfoot> <tr> </tr> <td> <th> </td> <figure~data-photo=2> </figure>
    <svg> </svg> <!-- --> &nbsp; &amp; < > " ' = / \u0301 \u0338 \u200b Ð ð"""
BODIES = st.lists(
    st.one_of(
        st.text(max_size=6),
        st.sampled_from([*KEPT, *FIGURES, *ATTACKS]),
        st.sampled_from([part.replace("~", " ") for part in PARTS.split()]),
        st.sampled_from([" ", "\n", "\u00a0", "\u2028", "\x00"]),
    ),
    max_size=25,
).map("".join)


@pytest.mark.parametrize(("given_", "stored"), [*KEPT.items(), *FIGURES.items()])
def test_what_a_story_needs_is_kept_in_one_form(given_, stored):
    assert sanitize(given_) == stored


@pytest.mark.parametrize(("href", "stored"), LINKS.items())
def test_links_to_the_web_to_post_and_telephone_and_within_the_site_are_kept(href, stored):
    assert (
        sanitize(f'<p><a href="{href}" title=" T\n ">a</a></p>')
        == f'<p><a href="{stored}" title="T">a</a></p>'
    )


@pytest.mark.parametrize("href", NO_LINKS)
def test_any_other_address_leaves_only_its_text(href):
    assert sanitize(f'<p><a href="{href}">a</a></p>') == "<p>a</p>"


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_but_allowed_markup_is_left(attack):
    for html in (
        attack,
        f"<p>trước</p>{attack}<p>sau</p>",
        f"<table><tr><td>{attack}",
        f"<ul><li><b>{attack}",
    ):
        assert_allowed(sanitize(html))


def assert_allowed(stored: str) -> None:
    rest = ALLOWED_TAG.sub("", stored)
    assert "<" not in rest and ">" not in rest, stored
    for address in re.findall(r'href="([^"]*)"', stored):
        assert re.match(r"(?i)(?:https?|mailto|tel):|[^:]*(?:[/?#]|$)", address), stored
    assert "\x00" not in stored and unicodedata.is_normalized("NFC", stored)


@given(BODIES)
@example("<p>e<strong>\u0301</strong></p>")
@example("<strong>a </strong> <strong>\u0301b</strong>")
@example("<b>\u200b</b>a<b>b</b>")
def test_sanitising_again_changes_nothing(html):
    stored = sanitize(html)
    assert_allowed(stored)
    assert sanitize(stored) == stored


@given(st.lists(st.text(max_size=5), min_size=1, max_size=4), st.integers(1, 32767))
def test_no_word_of_plain_paragraphs_is_lost(texts, number):
    from html import escape, unescape

    from vietnamese import clean

    stored = sanitize(
        f'<figure data-photo="{number}"></figure>'.join(f"<p>{escape(text)}</p>" for text in texts)
    )
    kept = "".join(unescape(re.sub(r"<[^>]*>", " ", stored)).split())
    assert kept == "".join("".join(clean(text).replace("\u0338", "").split()) for text in texts)


def test_lists_deeper_than_anyone_writes_are_refused_in_words():
    with pytest.raises(RichTextTooDeep, match="danh sách lồng nhau"):
        sanitize("<ul><li>" * 9 + "a")
    assert "a" in sanitize("<ul><li>" * 8 + "a")


@pytest.mark.parametrize("html", ["a" * 1_000_001, "đ" * 500_001, "<" * 400_000])
def test_more_than_a_megabyte_is_refused_in_words(html):
    with pytest.raises(RichTextTooLong, match="1000 kB"):
        sanitize(html)


@pytest.mark.parametrize(
    "part",
    [
        "<div>",
        "<b>",
        "<ul><li>",
        "<blockquote>",
        "<a x=1>",
        "<table><td>",
        "<svg>",
        "<!--",
        '<a "',
        "<a b='",
        "</",
        "&",
        "<a\n",
    ],
)
def test_hostile_nesting_takes_no_longer_than_its_length_explains(part):
    start = time.process_time()
    with suppress(RichTextTooDeep, RichTextTooLong):
        sanitize(part * (400_000 // len(part)))
    assert time.process_time() - start < 5  # seconds; what grows as the square takes a minute
