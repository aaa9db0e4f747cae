"""The abbreviations every newsroom uses; and in a database without stories the empty indexes are up to date."""

from django.db import migrations

USUAL = {
    "ATGT": "an toàn giao thông",
    "BCĐ": "ban chỉ đạo",
    "BCH": "ban chấp hành",
    "BHXH": "bảo hiểm xã hội",
    "BTV": "ban thường vụ",
    "CCHC": "cải cách hành chính",
    "CNH": "công nghiệp hoá",
    "ĐBQH": "đại biểu Quốc hội",
    "GD-ĐT": "giáo dục và đào tạo",
    "GPMB": "giải phóng mặt bằng",
    "HĐND": "hội đồng nhân dân",
    "HTX": "hợp tác xã",
    "KCN": "khu công nghiệp",
    "KKT": "khu kinh tế",
    "KT-XH": "kinh tế - xã hội",
    "LĐLĐ": "liên đoàn lao động",
    "MTTQ": "Mặt trận Tổ quốc",
    "NTM": "nông thôn mới",
    "PCCC": "phòng cháy chữa cháy",
    "QH": "Quốc hội",
    "TAND": "toà án nhân dân",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "TNHH": "trách nhiệm hữu hạn",
    "TP": "thành phố",
    "TP.HCM": "Thành phố Hồ Chí Minh",
    "T.Ư": "Trung ương",
    "TƯ": "Trung ương",
    "TX": "thị xã",
    "UBKT": "uỷ ban kiểm tra",
    "UBND": "uỷ ban nhân dân",
    "VKSND": "viện kiểm sát nhân dân",
    "XHCN": "xã hội chủ nghĩa",
}


def fill(apps, schema_editor):
    Abbreviation = apps.get_model("articles", "Abbreviation")
    Abbreviation.objects.bulk_create(Abbreviation(short=short, long=long) for short, long in USUAL.items())
    if not apps.get_model("articles", "Story").objects.exists():
        SearchIndex = apps.get_model("articles", "SearchIndex")
        SearchIndex.objects.bulk_create(SearchIndex(name=name, key_version=1) for name in ("readers", "desk"))


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0009_search_tables'),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
