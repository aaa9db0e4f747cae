"""What a file says of itself is read from wherever a program wrote it; exiftool is the judge."""

import datetime as dt
import unicodedata
from io import BytesIO

import pytest
from PIL import Image

from articles.photos.metadata import Metadata, packet, read

from .exiftool import tags
from .files import encoded

HANOI = dt.timezone(dt.timedelta(hours=7))
CAPTION = "Lãnh đạo tỉnh uỷ kiểm tra tuyến đường ven biển, phường Hồng Gai."
WORDS = {
    "headline": "Kiểm tra tuyến đường",
    "caption": CAPTION,
    "creator": "Nguyễn Thị Hồng Ngọc",
    "credit": "Báo Vịnh Đông",
    "source": "Trung tâm truyền thông",
    "copyright": "© 2026 Báo Vịnh Đông",
    "city": "Hạ Long",
    "keywords": ("giao thông", "đầu tư công"),
}
XMP_TAGS = [
    f"-XMP-photoshop:Headline={WORDS['headline']}",
    f"-XMP-dc:Description={CAPTION}",
    f"-XMP-dc:Creator={WORDS['creator']}",
    f"-XMP-photoshop:Credit={WORDS['credit']}",
    f"-XMP-photoshop:Source={WORDS['source']}",
    f"-XMP-dc:Rights={WORDS['copyright']}",
    f"-XMP-photoshop:City={WORDS['city']}",
    "-XMP-dc:Subject=giao thông",
    "-XMP-dc:Subject=đầu tư công",
]
IIM_TAGS = [
    f"-IPTC:Headline={WORDS['headline']}",
    f"-IPTC:Caption-Abstract={CAPTION}",
    f"-IPTC:By-line={WORDS['creator']}",
    f"-IPTC:Credit={WORDS['credit']}",
    f"-IPTC:Source={WORDS['source']}",
    f"-IPTC:CopyrightNotice={WORDS['copyright']}",
    f"-IPTC:City={WORDS['city']}",
    "-IPTC:Keywords=giao thông",
    "-IPTC:Keywords=đầu tư công",
]


def of(data: bytes) -> Metadata:
    with Image.open(BytesIO(data)) as image:
        image.load()
        return read(image)


def xmp(body: str, attributes: str = "") -> bytes:
    """A packet with this inside its one rdf:Description."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"'
        ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:cc="http://creativecommons.org/ns#"'
        ' xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
        f' xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" {attributes}>{body}'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def said(body: str, attributes: str = "") -> Metadata:
    return of(encoded(xmp=xmp(body, attributes)).getvalue())


def dataset(number: int, value: bytes, record: int = 2) -> bytes:
    return bytes([0x1C, record, number]) + len(value).to_bytes(2, "big") + value


def with_iim(block: bytes) -> bytes:
    """A JPEG with an IIM block in its APP13."""
    resource = b"8BIM\x04\x04\0\0" + len(block).to_bytes(4, "big") + block + b"\0" * (len(block) % 2)
    segment = b"Photoshop 3.0\0" + resource
    data = encoded().getvalue()
    return data[:2] + b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment + data[2:]


def agree(found: Metadata, words=WORDS) -> None:
    assert {name: getattr(found, name) for name in words} == words


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_is_read_in_each_kind_of_file(exiftool, kind):
    data = exiftool(encoded(kind=kind).getvalue(), *XMP_TAGS, name=f"a.{kind.lower()}")
    agree(of(data))


def test_xmp_as_programs_other_than_exiftool_write_it_is_the_same(exiftool, tmp_path):
    data = encoded(
        xmp=xmp(
            f"<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>{CAPTION}</rdf:li></rdf:Alt>"
            "</dc:description>"
            f"<dc:creator><rdf:Seq><rdf:li>{WORDS['creator']}</rdf:li></rdf:Seq></dc:creator>"
            "<dc:subject><rdf:Bag><rdf:li>giao thông</rdf:li><rdf:li>đầu tư công</rdf:li></rdf:Bag>"
            "</dc:subject>",
            f"photoshop:Headline='{WORDS['headline']}' photoshop:City='Hạ Long'",
        )
    ).getvalue()
    path = tmp_path / "ours.jpg"
    exiftool(data, "-XMP-photoshop:Source=x", name="ours.jpg")
    judged, found = tags(path), of(path.read_bytes())
    assert found.headline == judged["XMP:Headline"]
    assert found.caption == judged["XMP:Description"]
    assert found.creator == judged["XMP:Creator"]
    assert list(found.keywords) == judged["XMP:Subject"]
    assert found.city == judged["XMP:City"]


def test_what_only_xmp_can_say_is_read(exiftool):
    data = exiftool(
        encoded().getvalue(),
        "-XMP-iptcExt:PersonInImage=Trần Thị Hoa",
        "-XMP-iptcExt:PersonInImage=Lê Văn Mẫu",
        "-XMP-iptcCore:AltTextAccessibility=Ba người đứng trước tấm bản đồ",
        "-XMP-xmpRights:WebStatement=https://bao.example/giay-phep",
        "-XMP-iptcExt:DigitalSourceType=http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
        "-XMP-photoshop:DateCreated=2026:05:19 08:30:15+07:00",
    )
    agree(
        of(data),
        {
            "persons_shown": ("Trần Thị Hoa", "Lê Văn Mẫu"),
            "alt": "Ba người đứng trước tấm bản đồ",
            "licence_url": "https://bao.example/giay-phep",
            "digital_source_type": "trainedAlgorithmicMedia",
            "taken": dt.datetime(2026, 5, 19, 8, 30, 15, tzinfo=HANOI),
        },
    )


def test_persons_with_details_and_a_licensor_are_structures(exiftool):
    data = exiftool(
        encoded().getvalue(),
        "-XMP-iptcExt:PersonInImageWDetails=[{PersonName=Trần Thị Hoa}]",
        "-XMP-plus:Licensor=[{LicensorName=Báo,LicensorURL=https://bao.example/mua-anh}]",
    )
    agree(of(data), {"persons_shown": ("Trần Thị Hoa",), "licence_url": "https://bao.example/mua-anh"})


@pytest.mark.parametrize(
    ("body", "attributes", "caption"),
    [
        ("<dc:description>Chữ</dc:description>", "", "Chữ"),
        ("", "dc:description='Chữ'", "Chữ"),
        ("<dc:description><rdf:Seq><rdf:li>Chữ</rdf:li></rdf:Seq></dc:description>", "", "Chữ"),
        ("<dc:description><rdf:Bag><rdf:li> Chữ </rdf:li></rdf:Bag></dc:description>", "", "Chữ"),
        (
            "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>Words</rdf:li>"
            "<rdf:li xml:lang='vi-VN'>Chữ</rdf:li></rdf:Alt></dc:description>",
            "",
            "Chữ",
        ),
        (
            "<dc:description><rdf:Alt><rdf:li xml:lang='vi'></rdf:li><rdf:li xml:lang='fr'>Mots</rdf:li>"
            "<rdf:li xml:lang='x-default'>Words</rdf:li></rdf:Alt></dc:description>",
            "",
            "Words",
        ),
        (
            "<dc:description rdf:parseType='Resource'><rdf:value>Chữ</rdf:value><dc:type>x</dc:type>"
            "</dc:description>",
            "",
            "Chữ",
        ),
        (
            "<dc:description><rdf:Description rdf:value='Chữ' dc:type='x'/></dc:description>",
            "",
            "Chữ",
        ),
        ("<dc:description><![CDATA[Chữ & số]]></dc:description>", "", "Chữ & số"),
        ("<dc:description/>", "", ""),
        ("<dc:description><rdf:Alt/></dc:description>", "", ""),
    ],
)
def test_every_shape_of_a_text_in_xmp_is_read(body, attributes, caption):
    assert said(body, attributes).caption == caption


@pytest.mark.parametrize("inside", ["", "<rdf:Description>"])
def test_a_licensor_may_be_written_with_attributes_or_elements(inside):
    end = inside.replace("<", "</")
    open_li = "<rdf:li>" if inside else "<rdf:li rdf:parseType='Resource'>"
    element = f"{open_li}{inside}<plus:LicensorURL>https://a.example/x</plus:LicensorURL>{end}</rdf:li>"
    attribute = "<rdf:li plus:LicensorURL='https://a.example/x'/>"
    for li in (element, attribute):
        found = said(f"<plus:Licensor><rdf:Seq>{li}</rdf:Seq></plus:Licensor>")
        assert found.licence_url == "https://a.example/x"


def test_a_creative_commons_licence_is_named_before_where_to_buy():
    found = said(
        "<xmpRights:WebStatement>https://a.example</xmpRights:WebStatement>"
        "<cc:license rdf:resource='https://creativecommons.org/licenses/by/4.0/'/>"
    )
    assert found.licence_url == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "https://", "bao.example"])
def test_a_licence_is_an_address_on_the_web(address):
    assert said(f"<xmpRights:WebStatement>{address}</xmpRights:WebStatement>").licence_url == ""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_packet_may_be_in_any_unicode_encoding(encoding):
    text = xmp(f"<dc:description>{CAPTION}</dc:description>").decode()
    assert of(encoded(xmp=text.encode(encoding)).getvalue()).caption == CAPTION


def test_xmp_over_64_kb_is_read_from_its_extension(exiftool):
    persons = [f"-XMP-dc:Subject=từ khoá {n} {'x' * 900}" for n in range(90)]
    data = exiftool(encoded().getvalue(), "-api", "Compact=NoPadding", *persons, *XMP_TAGS[:-2])
    assert data.count(b"http://ns.adobe.com/xmp/extension/\0") >= 1
    agree(of(data), {name: WORDS[name] for name in WORDS if name != "keywords"})
    assert of(data).keywords[7].startswith("từ khoá 7 xx")
    # One that is not the packet meant is not read.
    broken = data.replace("từ khoá 7 x".encode(), "từ khoá 7 y".encode())
    assert of(broken).keywords == ()


def test_iim_marked_as_utf8_is_read(exiftool):
    data = exiftool(
        encoded().getvalue(), "-codedcharacterset=utf8", *IIM_TAGS, "-IPTC:DateCreated=2026:05:19"
    )
    assert b"\x1b%G" in data
    agree(of(data))
    timed = exiftool(data, "-IPTC:TimeCreated=08:30:15+07:00")
    assert of(data).taken == dt.datetime(2026, 5, 19)
    assert of(timed).taken == dt.datetime(2026, 5, 19, 8, 30, 15, tzinfo=HANOI)


def test_iim_in_utf8_without_the_mark_is_read(exiftool):
    data = exiftool(encoded().getvalue(), "-charset", "iptc=utf8", *IIM_TAGS)
    assert b"\x1b%G" not in data
    agree(of(data))


def test_iim_in_windows_vietnamese_is_read(exiftool):
    typed = [cp1258(one).decode("cp1258") for one in IIM_TAGS]
    data = exiftool(encoded().getvalue(), "-charset", "iptc=Vietnam", *typed)
    assert cp1258(CAPTION) in data
    agree(of(data))


def cp1258(text: str) -> bytes:
    """As Windows keyboards typed it: letters with hats are one byte, tones another."""
    out = b""
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
            continue
        except UnicodeEncodeError:
            pass
        decomposed = unicodedata.normalize("NFD", char)
        tones = [mark for mark in decomposed if mark in "\u0300\u0301\u0303\u0309\u0323"]
        rest = "".join(mark for mark in decomposed if mark not in tones)
        out += (unicodedata.normalize("NFC", rest) + "".join(tones)).encode("cp1258")
    return out


def test_iim_in_latin_1_is_read():
    found = of(with_iim(dataset(120, "Le préfet à Genève".encode("latin-1")) + dataset(80, b"Ren\xe9")))
    assert (found.caption, found.creator) == ("Le préfet à Genève", "René")


def test_a_text_that_iim_cut_within_a_letter_loses_the_letter_alone():
    cut = "Hội nghị tổng kết năm học".encode()[:15]
    assert cut.decode("utf-8", "ignore").encode() != cut
    for mark in (dataset(90, b"\x1b%G", 1), b""):
        found = of(with_iim(mark + dataset(105, cut) + dataset(25, "đề án".encode())))
        assert (found.headline, found.keywords) == ("Hội nghị t", ("đề án",))


def test_iim_marked_as_utf8_that_is_not_is_read_as_what_it_is():
    found = of(with_iim(dataset(90, b"\x1b%G", 1) + dataset(80, b"Ren\xe9")))
    assert found.creator == "René"


def test_exif_in_utf8_is_read(exiftool):
    data = exiftool(
        encoded().getvalue(),
        f"-EXIF:ImageDescription={CAPTION}",
        f"-EXIF:Artist={WORDS['creator']}",
        f"-EXIF:Copyright={WORDS['copyright']}",
        "-EXIF:DateTimeOriginal=2026:05:19 08:30:15",
        "-EXIF:OffsetTimeOriginal=+07:00",
    )
    found = of(data)
    agree(found, {name: WORDS[name] for name in ("caption", "creator", "copyright")})
    assert found.taken == dt.datetime(2026, 5, 19, 8, 30, 15, tzinfo=HANOI)


def test_what_a_camera_writes_into_every_picture_is_no_caption(exiftool):
    for words in ("OLYMPUS DIGITAL CAMERA", "SONY DSC", "DCIM\\100MEDIA\\DJI_0007.JPG", "<Digimax S500>"):
        data = exiftool(encoded().getvalue(), f"-EXIF:ImageDescription={words}")
        assert of(data).caption == ""


def test_in_conflict_xmp_goes_before_iim_and_iim_before_exif(exiftool):
    data = exiftool(
        encoded().getvalue(),
        "-codedcharacterset=utf8",
        "-XMP-dc:Description=từ XMP",
        "-IPTC:Caption-Abstract=từ IIM",
        "-EXIF:ImageDescription=từ Exif",
        "-IPTC:By-line=Người của IIM",
        "-EXIF:Artist=Người của Exif",
        "-EXIF:Copyright=© Exif",
        "-XMP-photoshop:DateCreated=2026:05:19 08:30:15",
        "-EXIF:DateTimeOriginal=2026:05:19 08:30:15",
        "-EXIF:OffsetTimeOriginal=+07:00",
        "-IPTC:DateCreated=2020:01:01",
    )
    found = of(data)
    assert (found.caption, found.creator, found.copyright) == ("từ XMP", "Người của IIM", "© Exif")
    # Exif knows the offset of the same moment.
    assert found.taken == dt.datetime(2026, 5, 19, 8, 30, 15, tzinfo=HANOI)


def test_text_is_composed_clean_and_no_longer_than_its_column():
    nfd = unicodedata.normalize("NFD", "Phường Hồng Gai")
    found = said(
        f"<dc:description>{nfd}\u202e\u200b &#x85;hai\r\n dòng</dc:description>"
        f"<photoshop:Credit>một\nhai  ba\u2066</photoshop:Credit>"
        f"<photoshop:Headline>{'dài ' * 900}</photoshop:Headline>"
        f"<dc:subject><rdf:Bag>{'<rdf:li>một</rdf:li>' * 3}<rdf:li> </rdf:li></rdf:Bag></dc:subject>"
    )
    assert found.caption == "Phường Hồng Gai \nhai\n dòng"
    assert found.credit == "một hai ba"
    assert len(found.headline) <= 300
    assert found.keywords == ("một",)


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "an entity bomb": f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]>'.encode()
    + xmp("<dc:description>&a9;</dc:description>"),
    "an outside entity": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    + xmp("<dc:description>&a;</dc:description>"),
    "cut in the middle": xmp("<dc:description>Chữ</dc:description>")[:-40],
    "over a megabyte": xmp(f"<dc:description>{'x' * 1_100_000}</dc:description>"),
    "nested 60,000 deep": xmp(f"<dc:type>{'<dc:a>' * 60_000}{'</dc:a>' * 60_000}</dc:type>"),
    "no XML": b"\xff\xfe\x00 <not> \x00 xml",
    "another root": b"<html><body>Chu</body></html>",
    "empty": b" ",
}  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_hostile_xmp_says_nothing_and_hides_nothing_else(data):
    image = Image.open(BytesIO(with_iim(dataset(80, "Minh Hà".encode()))))
    image.info["xmp"] = data
    assert read(image) == Metadata(creator="Minh Hà")


@pytest.mark.parametrize(
    "block",
    [
        b"\x1c\x02\x78\xff\xff" + b"x" * 20,
        b"\x1c\x02\x78\x80\x04\xff\xff\xff\xff" + b"x" * 20,
        b"\x1c\x02\x78\x80\x09" + b"\x01" * 20,
        b"\x1c\x02",
        b"\x1c" * 500,
        b"",
    ],
)
def test_a_damaged_iim_block_gives_what_came_before_the_damage(block):
    whole = dataset(80, "Minh Hà".encode())
    assert of(with_iim(whole + block)).creator == "Minh Hà"
    assert of(with_iim(block)) == Metadata()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-05-19", dt.datetime(2026, 5, 19)),
        ("2026-05-19T08:30Z", dt.datetime(2026, 5, 19, 8, 30, tzinfo=dt.UTC)),
        ("2026-05-19T08:30:15.250-03:30", dt.datetime(2026, 5, 19, 8, 30, 15,
            tzinfo=dt.timezone(-dt.timedelta(hours=3, minutes=30)))),
        ("0000:00:00 00:00:00", None),
        ("2026-05", None),
        ("2026-02-30", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("2026-05-19T08:30+99:99", None),
        ("hôm qua", None),
    ],
)  # fmt: skip
def test_dates_are_read_as_they_are_written(text, expected):
    assert said(f"<photoshop:DateCreated>{text}</photoshop:DateCreated>").taken == expected


def test_the_packet_we_write_is_what_we_and_exiftool_read(exiftool, tmp_path):
    words = {"credit": 'Báo "Vịnh" <Đông> & bạn', "creator": "Nguyễn Thị Hồng Ngọc",
             "copyright": "© 2026 Báo", "licence_url": "https://bao.example/?a=1&b=2"}  # fmt: skip
    for kind in ("jpeg", "webp"):
        file = encoded(kind=kind.upper(), xmp=packet(**words))
        agree(of(file.getvalue()), words)
        path = tmp_path / f"a.{kind}"
        path.write_bytes(file.getvalue())
        judged = tags(path)
        assert judged["XMP:Credit"] == words["credit"]
        assert judged["XMP:Creator"] == words["creator"]
        assert judged["XMP:Rights"] == words["copyright"]
        assert judged["XMP:WebStatement"] == words["licence_url"]
    assert packet(credit=" ") == b""
