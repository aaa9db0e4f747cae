"""Fills an empty database with the demo newsroom, through the same intake and workflow that users use."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest import mock

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.intake import bring_in
from articles.models import Imprint, Kind, PenName, Rights, Section, Source, Status, Story
from articles.photos import ingest
from articles.publishing import notice_of
from articles.workflow import record_edit, take, take_correction, write_correction

from . import landscapes
from .officials import make_officials

HERE = Path(__file__).parent
PASSWORD = "toasoan-demo"
SEED = (HERE / "hoi-nghi-quang-ninh-ha-noi.txt", dt.date(2019, 8, 10))
# username: (full name, role)
PEOPLE = {
    "phongvien": ("Minh Hà", "Phóng viên"),
    "phongvien2": ("Đức Long", "Phóng viên"),
    "phongvien3": ("Thu Trang", "Phóng viên"),
    "bientap": ("Lê Vân An", "Biên tập viên"),
    "thuky": ("Phan Quốc Bảo", "Thư ký toà soạn"),
    "tongbientap": ("Đoàn Thuỳ Linh", "Tổng biên tập"),
}
SECTIONS = {
    "thoi-su": "Thời sự",
    "kinh-te": "Kinh tế",
    "xa-hoi": "Xã hội",
    "van-hoa": "Văn hoá",
    "du-lich": "Du lịch",
    "the-thao": "Thể thao",
}
# All invented.
IMPRINT = {
    "name": "Báo Hạ Long",
    "agency": "Hội Những người yêu vịnh tỉnh Quảng Ninh (cơ quan mẫu)",
    "licence": "000/GP-MẪU",
    "licence_day": dt.date(2026, 1, 2),
    "licence_by": "Cơ quan cấp phép mẫu",
    "editor_in_chief": "Đoàn Thuỳ Linh",
    "address": "Số 1 đường Bến Đoan Mẫu, phường Hòn Ngọc, Quảng Ninh",
    "phone": "0203 000 0000",
    "email": "toasoan@bao-mau.example",
    "hotline": "0900 000 000",
    "advertising": "Phòng Quảng cáo, 0203 000 0001, quangcao@bao-mau.example",
    "copyright": "Ghi rõ nguồn “Báo Hạ Long” khi phát hành lại thông tin từ trang báo này.",
    "about": "Báo Hạ Long là toà soạn mẫu của phần mềm này. Tên người, cơ quan và tin bài ở đây đều được đặt"
    " ra, trừ bài mẫu về hội nghị ngày 10/8/2019.",
    "ethics": "Tin có nguồn, ảnh có tác giả, chức danh đúng với ngày diễn ra sự việc.\n\n"
    "Người được nhắc đến có quyền trả lời. Quảng cáo luôn được ghi rõ là quảng cáo.",
    "corrections": "Thấy tin sai, mời bạn đọc gọi đường dây nóng hoặc gửi thư về toà soạn. Bài sai được sửa"
    " và ghi rõ đã sửa điều gì, hoặc được gỡ kèm lời xin lỗi; địa chỉ của bài không bao giờ biến mất.",
}
# How far each kind of story goes: (step, account, minutes after the one before, note).
ROAD = (
    ("submit", None, 4, ""),
    ("forward", "bientap", 9, ""),
    ("approve", "thuky", 7, ""),
    ("publish", "thuky", 2, ""),
)
ROADS = {
    "draft": (),
    "editing": ROAD[:1],
    "returned": (
        ROAD[0],
        (
            "return",
            "bientap",
            6,
            "Giá bao nhiêu, tăng từ hôm nào? Xin thêm một hộ có tên.",
        ),
    ),
    "review": ROAD[:2],
    "approved": ROAD[:3],
    "published": ROAD,
    "scheduled": ROAD,
    "revising": (*ROAD, ("revise", "bientap", 50, "")),
    "withdrawn": (
        *ROAD,
        (
            "withdraw",
            "tongbientap",
            35,
            "Thông tin về lịch cắt nước không đúng, đơn vị cấp nước đã phản hồi.",
        ),
    ),
}
NOTICE = "Bài viết đã được gỡ vì thông tin về lịch cắt nước không chính xác. Toà soạn xin lỗi bạn đọc."
DECISION = "07/QĐ-BHL"

APOLOGY = "Toà soạn xin lỗi bạn đọc và các cơ quan, tổ chức, cá nhân có liên quan vì sai sót này."
# Public corrections: (headline of the story, text, whether approved).
CORRECTIONS = (
    (
        "Cảng Mây thông qua một triệu tấn hàng sớm hơn kế hoạch",
        {
            "wrong": "Sản lượng từ đầu năm vượt mốc một triệu tấn, sớm hơn kế hoạch năm tuần.",
            "right": "Sản lượng từ đầu năm vượt mốc một triệu tấn, sớm hơn kế hoạch ba tuần.",
            "apology": APOLOGY,
            "requester": "Cảng Mây",
            "document": "00/CV-MẪU",
        },
        True,
    ),
    (
        "Gần 900 người chạy quanh vịnh trong sương sớm",
        {
            "wrong": "Người về nhất cự ly 21 km là anh Trịnh Bá Khoa với 1 giờ 14 phút 32 giây.",
            "right": "Người về nhất cự ly 21 km là anh Trịnh Bá Khoa với 1 giờ 24 phút 32 giây.",
            "apology": APOLOGY,
            "requester": "",
            "document": "",
        },
        False,
    ),
)


@dataclass(frozen=True)
class Sample:
    """One invented story: how far it has gone, where, whose, how many days ago, with what pictures."""

    state: str
    section: str
    reporter: str
    days: float
    pictures: list[str]
    text: str
    kind: str = Kind.NEWS


def samples() -> Iterator[Sample]:
    """The invented stories, in the order of the file."""
    for block in (HERE / "stories.txt").read_text(encoding="utf-8").split("=== ")[1:]:
        head, text = block.split("\n", 1)
        state, section, reporter, days, pictures, *kind = (part.strip() for part in head.split("|"))
        names = [name.strip() for name in pictures.split(",") if name.strip()]
        yield Sample(state, section, reporter, float(days), names, text, *kind)


def accounts() -> list[tuple]:
    """The demo's accounts with the name of their role: [(user, role)]."""
    users = get_user_model().objects.in_bulk(list(PEOPLE), field_name="username")
    return [(users[name], role) for name, (_full, role) in PEOPLE.items() if name in users]


def fill(say: Callable[[str], object]) -> bool:
    """Fill the newsroom, all or nothing; False when there are stories already.

    Raises:
        Refused: a step was refused, which is a fault of the demo or of the workflow.
    """
    if Story.objects.exists():
        return False
    say(_("Filling the demo newsroom: drawing pictures, writing and publishing stories …"))
    with transaction.atomic():
        users = _make_accounts()
        sections = {
            slug: Section.objects.get_or_create(slug=slug, defaults={"name": name, "order": order})[0]
            for order, (slug, name) in enumerate(SECTIONS.items(), 1)
        }
        Source.objects.get_or_create(domain="baoquangninh.com.vn", defaults={"name": "baoquangninh.com.vn"})
        make_officials(SEED[1])
        Imprint.objects.get_or_create(pk=1, defaults=IMPRINT)
        by_name = {user.get_full_name(): user for user in users.values()}
        for sample in sorted(samples(), key=lambda sample: sample.days):
            _bring_through(sample, by_name[sample.reporter], sections[sample.section], users)
        _publish_seed(users, sections["thoi-su"])
        _correct(users)
    return True


def _make_accounts() -> dict:
    users = {}
    for username, (full, role) in PEOPLE.items():
        last, first = full.split(" ", 1)
        user, new = get_user_model().objects.get_or_create(
            username=username, defaults={"last_name": first, "first_name": last, "is_staff": True}
        )
        if new:
            user.set_password(PASSWORD)
            user.save()
        user.groups.add(Group.objects.get(name=role))
        PenName.objects.get_or_create(name=full, defaults={"user": user})
        users[username] = user
    return users


def _bring_through(sample: Sample, reporter, section: Section, users: dict) -> None:
    moment = timezone.now() + dt.timedelta(days=sample.days)
    day = timezone.localtime(moment).date()
    text = sample.text.replace("{ngay}", f"{day.day}/{day.month}")
    pictures = [_picture(kind, reporter) for kind in sample.pictures]
    with _clock(moment):
        story = bring_in(text, by=reporter, event_date=day, section=section, photos=pictures).story
        story.kind = sample.kind
        story.save()
        _describe(story, sample.pictures, reporter)
    at = timezone.now() + dt.timedelta(hours=20) if sample.state == "scheduled" else None
    _walk(story, ROADS[sample.state], users, reporter, moment, at)


def _publish_seed(users: dict, section: Section) -> None:
    path, event_date = SEED
    moment = timezone.now() - dt.timedelta(minutes=45)
    kinds = ["hall", "city", "bridge", "bay dawn", "bay junk"]
    pictures = [_picture(kind, users["phongvien"]) for kind in kinds]
    with _clock(moment):
        arrival = bring_in(
            path.read_bytes(),
            by=users["phongvien"],
            filename=path.name,
            event_date=event_date,
            section=section,
            photos=pictures,
        )
        _describe(arrival.story, kinds, users["phongvien"])
    _walk(arrival.story, ROAD, users, users["phongvien"], moment, None)


def _correct(users: dict) -> None:
    """One correction that readers see, one that waits for the secretary; of the stories named below."""
    for headline, text, approved in CORRECTIONS:
        story = Story.objects.get(headline=headline, status=Status.PUBLISHED)
        copy = story.published.latest("live_from")
        with _clock(copy.live_from + (timezone.now() - copy.live_from) / 2):
            made = write_correction(story, text, by=users["bientap"])
            seen = notice_of(made).text_hash
            made = take_correction("submit", made, by=users["bientap"], seen=seen)
            if approved:
                take_correction("publish", made, by=users["thuky"], seen=seen)


def _describe(story: Story, kinds: list[str], reporter) -> None:
    """The alternative texts of the story's pictures, as the reporter would write them into the form."""
    for row, kind in zip(story.story_photos.exclude(photo=None).order_by("number"), kinds, strict=False):
        row.alt = ALT[kind]
        row.save()
    record_edit(story, by=reporter)


def _walk(story: Story, road, users: dict, reporter, moment: dt.datetime, at: dt.datetime | None) -> None:
    for step, username, minutes, note in road:
        moment += dt.timedelta(minutes=minutes)
        by = users[username] if username else reporter
        with _clock(moment):
            at_publish = at if step == "publish" else None
            take(step, story, by=by, note=note, notice=NOTICE, decision=DECISION, at=at_publish)


def _clock(moment: dt.datetime):
    """Have everything inside happen at `moment`, so that the newsroom has a past."""
    return mock.patch("django.utils.timezone.now", lambda: moment)


# Those seeds of the bay that came out best.
SEEDS = {"bay dawn": 2, "bay noon": 8, "bay dusk": 7, "bay mist": 9, "bay night": 6, "bay junk": 11}


# What each kind of picture shows.
ALT = {
    "bay dawn": "Tranh vẽ vịnh lúc bình minh: mặt trời đỏ sau dãy núi đá, mặt nước ánh hồng",
    "bay noon": "Tranh vẽ vịnh giữa trưa: núi đá xanh trên mặt nước phẳng",
    "bay dusk": "Tranh vẽ vịnh lúc hoàng hôn: trời cam, núi đá sẫm màu",
    "bay mist": "Tranh vẽ vịnh trong sương: núi đá mờ dần về phía xa",
    "bay night": "Tranh vẽ vịnh ban đêm: trăng trên núi đá và mặt nước tối",
    "bay junk": "Tranh vẽ thuyền buồm nâu trên vịnh, phía sau là núi đá",
    "city": "Tranh vẽ thành phố ven biển với những toà nhà cao tầng",
    "bridge": "Tranh vẽ cây cầu dây văng bắc qua vịnh",
    "port": "Tranh vẽ bến cảng với cần trục và tàu hàng",
    "hall": "Tranh vẽ hội trường: nhiều người ngồi trước một bục phát biểu",
    "market": "Tranh vẽ phiên chợ với các quầy hàng và người mua bán",
    "lanterns": "Tranh vẽ đèn lồng treo dọc con phố buổi tối",
}


@cache
def _drawn(kind: str) -> bytes:
    return landscapes.draw(kind, SEEDS.get(kind, 1), size=(1280, 853))


def _picture(kind: str, by) -> io.BytesIO:
    """A drawn picture, one of `landscapes.KINDS`, taken in as an illustration."""
    file = io.BytesIO(_drawn(kind))
    file.name = f"{kind.replace(' ', '-')}.jpg"
    ingest(file, by=by, credit=str(_("the newsroom")), rights=Rights.ILLUSTRATION)
    file.seek(0)
    return file
