from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group

from articles.models import PenName, Section, Source
from newsroom import roles
from people.models import Level, System
from people.registry import body, hold, person, post

SEED = Path(__file__).parents[2] / "newsroom" / "demo" / "hoi-nghi-quang-ninh-ha-noi.txt"


@pytest.fixture
def seed() -> bytes:
    """The real text that the newsroom reprinted, byte for byte."""
    return SEED.read_bytes()


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def reporter(db, django_user_model):
    roles.sync()
    user = django_user_model.objects.create_user("minhha", first_name="Minh", last_name="Hà", is_staff=True)
    user.groups.add(Group.objects.get(name=roles.REPORTER))
    return user


@pytest.fixture
def section(db) -> Section:
    return Section.objects.create(name="Thời sự", slug="thoi-su")


@pytest.fixture
def source(db) -> Source:
    return Source.objects.create(
        name="Báo Quảng Ninh", domain="baoquangninh.com.vn", credit_line="baoquangninh.com.vn"
    )


@pytest.fixture
def pen_name(reporter) -> PenName:
    return PenName.objects.create(name="Minh Hà", user=reporter)


@pytest.fixture
def officials(db) -> SimpleNamespace:
    """The two officials of the seed text with the posts it prints after their names."""
    hai, doc = person("Hoàng Trung Hải"), person("Nguyễn Văn Đọc")
    known = {"verified_on": "2019-08-10"}
    politburo = body("Bộ Chính trị", system=System.PARTY, level=Level.CENTRAL)
    hold(hai, post("Uỷ viên", politburo, seats=None), **known)
    hold(hai, post("Bí thư", body("Thành uỷ Hà Nội", system=System.PARTY), head=True), **known)
    hold(doc, post("Bí thư", body("Tỉnh uỷ Quảng Ninh", system=System.PARTY), head=True), **known)
    return SimpleNamespace(hai=hai, doc=doc)


def kinds(report, found=None) -> list[str]:
    """The kinds of the findings, of those found or not when asked."""
    return [one.kind for one in report if found is None or one.found is found]


def said(report, kind: str) -> str:
    """What the report says of one kind of thing."""
    return " ".join(one.message for one in report if one.kind == kind)
