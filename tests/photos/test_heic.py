"""What iPhones make is taken where pi-heif, which decodes it, is installed."""

from base64 import b64decode

import pytest

from articles.photos import decoding, ingest

from .files import corner, named
from .test_ingest import size_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not decoding.HEIC, reason="pi-heif is not installed: pip install pi-heif"),
]

# 160×96 px, a quarter each red, green, blue and white, made by x265; the container turns it a quarter to the
# right, Exif says the same, as iPhones write it, and names the picture.
HEIC = b64decode("""
AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAaFtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA
AAAAADRpbG9jAAAAAERAAAIAAQAAAAABxQABAAAAAAAAAJ8AAgAAAAACZAABAAAAAAAAAD4AAAA4aWluZgAAAAAAAgAAABVp
bmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA4GlwcnAAAADAaXBjbwAAAHho
dmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAA
AwAAAwAeoBQgYWW6kkprm4CGgwIAAAMAMgAAAwACEGIAAQAHRAHBcrBiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAA
AAAAAACgAAAAYAAAABBwaXhpAAAAAAMICAgAAAAJaXJvdAMAAAAYaXBtYQAAAAAAAAABAAEFgQIDBIUAAAAaaXJlZgAAAAAA
AAAOY2RzYwACAAEAAQAAAOVtZGF0AAAAmygBr1R5kPkOkl//8Z6//2JSQ+a3pnjmGp/9jvi+7L5/sGHNqbN5xjjtBJvqv72m
qeO2YaGridJc4oMeCU9MCSdbADIAhDSPnXw9ZPtYitcnSytg4JOcS4rijfUrQvi/HPzfk9XqHGHQlmw0s91QLrkeHD7sgicM
JjdIBN9ZZQCZqPgmeN9eQfpYBpgBSbEWtJT9iedXfOY4OavAAAAABkV4aWYAAE1NACoAAAAIAAIBDgACAAAADQAAACYBEgAD
AAAAAQAGAAAAAAAAQuG6v24gY+G6o25nAAA=
""")


def test_a_heic_turned_sideways_stands_upright_and_is_turned_once(reporter):
    photo = ingest(named(HEIC, "IMG_0001.HEIC"), by=reporter)
    assert (photo.format, photo.width, photo.height) == ("HEIF", 96, 160)
    assert photo.caption == "Bến cảng"
    shown = size_of(photo, "jpeg")
    assert [corner(shown, which) for which in range(4)] == ["blue", "red", "white", "green"]


def test_half_a_heic_is_refused(reporter):
    with pytest.raises(decoding.BadPhoto):
        ingest(named(HEIC[: len(HEIC) // 2], "IMG_0001.HEIC"), by=reporter)
