"""What is no photo is refused with a reason; what is a strange photo is taken."""

import random
import struct
import time
import tracemalloc
import zlib
from io import BytesIO

import pytest
from PIL import Image

from articles.models import Photo
from articles.photos import BadPhoto, decoding, ingest

from .conftest import files_under
from .files import encoded, named, picture

pytestmark = pytest.mark.django_db


def png(width: int, height: int, *extra: bytes, colour_type: int = 2) -> bytes:
    """A PNG that says it is so large, with no pixels to speak of."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, colour_type, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [
            chunk(b"IHDR", header),
            *(chunk(b"zTXt", one) for one in extra),
            chunk(b"IDAT", pixels),
            chunk(b"IEND", b""),
        ]
    )


def cut(file: BytesIO, missing: int) -> bytes:
    return file.getvalue()[:-missing]


def half(file: BytesIO) -> bytes:
    return file.getvalue()[: len(file.getvalue()) // 2]


JPEG = encoded().getvalue()
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(500)
BAD = {
    "a PDF": (b"%PDF-1.7\n" + bytes(900), "là PDF, không phải ảnh. Hãy xuất trang thành JPEG hoặc PNG"),
    "PostScript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "PostScript"),
    "EPS with a preview": (b"\xc5\xd0\xd3\xc6" + bytes(900), "EPS"),
    "SVG": (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    "SVG after a BOM": (b"\xef\xbb\xbf <svg onload=alert(1)>", "SVG"),
    "HTML": (b"<!DOCTYPE html><script>alert(1)</script>", "trang web"),
    "TIFF": (encoded(kind="TIFF").getvalue(), "TIFF"),
    "BMP": (encoded(kind="BMP").getvalue(), "BMP"),
    "a Word file": (b"PK\x03\x04" + bytes(900), "Word"),
    "a video": (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42" + bytes(900), "video"),
    "HEIC": (HEIC, "HEIC"),
    "words": ("Quang cảnh hội nghị.".encode(), "không phải ảnh"),
    "empty": (b"", "rỗng"),
    "half a JPEG": (half(encoded()), "chưa trọn vẹn"),
    "half a progressive JPEG": (half(encoded(progressive=True)), "chưa trọn vẹn"),
    "a JPEG two bytes short": (cut(encoded(), 2), "chưa trọn vẹn"),
    "a PNG two bytes short": (cut(encoded(kind="PNG"), 2), "chưa trọn vẹn"),
    "a WebP two bytes short": (cut(encoded(kind="WEBP"), 2), "chưa trọn vẹn"),
    "half a GIF": (half(encoded(kind="GIF")), "chưa trọn vẹn"),
    "an AVIF two bytes short": (cut(encoded(kind="AVIF"), 2), "chưa trọn vẹn"),
    "only the head of a JPEG": (JPEG[:20], "chưa trọn vẹn|không phải ảnh"),
    "144 megapixels": (png(12_000, 12_000), "quá nhiều điểm ảnh"),
    "900 megapixels": (png(30_000, 30_000), "quá nhiều điểm ảnh"),
    "a side of two thousand million": (png(2**31 - 1, 100), "quá nhiều điểm ảnh"),
    "a side too long": (png(60_000, 60), "quá nhiều điểm ảnh"),
    "60000×3": (png(60_000, 3), "quá nhỏ: 60000×3"),
    "1×1": (png(1, 1), "quá nhỏ: 1×1"),
    "a text that unpacks to a gigabyte": (
        png(100, 100, b"Comment\x00\x00" + zlib.compress(bytes(50_000_000), 9)),
        "bị hỏng",
    ),
    "no pixels": (png(100, 100), "bị hỏng"),
}


@pytest.mark.parametrize(("data", "message"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_the_reason_and_leaves_nothing(data, message, media, monkeypatch):
    monkeypatch.setattr(decoding, "HEIC", False)
    tracemalloc.start()
    begun = time.perf_counter()
    with pytest.raises(BadPhoto, match=message) as error:
        ingest(named(data, "Ảnh 1.jpg"), by=None)
    spent, peak = time.perf_counter() - begun, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "“Ảnh 1.jpg”" in str(error.value)
    assert files_under(media) == []
    assert not Photo.objects.exists()
    assert spent < 2
    assert peak < 100e6


def test_a_file_too_heavy_is_refused_before_it_is_read(monkeypatch):
    class Heavy(BytesIO):
        name = "nang.jpg"

        def read(self, *args):
            raise AssertionError("read")

    monkeypatch.setattr(decoding, "MAX_BYTES", 1000)
    with pytest.raises(BadPhoto, match=r"“nang\.jpg” nặng"):
        ingest(Heavy(bytes(1001)), by=None)


def test_a_jpeg_may_have_more_pixels_than_other_formats():
    wide = picture(4000, 300)
    limits = {"MAX_PIXELS": 1_000_000, "MAX_JPEG_PIXELS": 2_000_000}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in limits.items():
            patch.setattr(decoding, name, value)
        assert ingest(encoded(wide), by=None).width == 4000
        with pytest.raises(BadPhoto):
            ingest(encoded(wide, "PNG"), by=None)


@pytest.mark.parametrize("tail", [b"<html><script>alert(1)</script>", b"PK\x03\x04" + bytes(400)])
def test_what_is_hidden_behind_a_photo_is_not_in_what_is_served(tail, media):
    photo = ingest(named(JPEG + tail, "anh.jpg"), by=None)
    served = [path for path in files_under(media) if path.startswith("sizes/")]
    assert len(served) == 7
    assert not any(tail[:8] in (media / path).read_bytes() for path in served)
    assert photo.format == "JPEG"


def test_a_gif_of_600_frames_costs_one_frame():
    frames = [Image.new("L", (100, 100), n % 256) for n in range(599)]
    file = encoded(picture(100, 100), "GIF", save_all=True, append_images=frames)
    begun = time.perf_counter()
    assert ingest(file, by=None).format == "GIF"
    assert time.perf_counter() - begun < 1


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_a_photo_with_metadata_out_of_the_ordinary_is_taken():
    broken = b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff" + b"\xff" * 60
    assert ingest(encoded(exif=broken), by=None).format == "JPEG"


@pytest.mark.parametrize("seed", range(60))
def test_damaged_bytes_are_a_photo_or_a_refusal_and_never_a_crash(seed):
    chance = random.Random(seed)
    kind = ["JPEG", "PNG", "WEBP", "GIF", "AVIF"][seed % 5]
    data = bytearray(encoded(picture(120, 90), kind).getvalue())
    for _ in range(12):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        assert ingest(named(bytes(data), "anh"), by=None).width
    except BadPhoto as error:
        assert "“anh”" in str(error)


def test_a_png_named_jpg_is_a_png():
    assert ingest(encoded(kind="PNG", name="anh.jpg"), by=None).format == "PNG"


def test_of_an_mpo_the_first_picture_is_taken():
    file = encoded(picture(300, 200), "MPO", save_all=True, append_images=[Image.new("RGB", (300, 200))])
    photo = ingest(file, by=None)
    assert (photo.format, photo.width, photo.height) == ("JPEG", 300, 200)


def test_twenty_four_megapixels_in_a_progressive_jpeg_are_taken():
    decoded = decoding.decode(encoded(picture(6000, 4000), progressive=True), "anh")
    assert (decoded.width, decoded.height, decoded.image.size) == (6000, 4000, (1920, 1280))
