"""manage.py import_story: a file becomes a draft, and the report is printed."""

import io
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from articles.models import Photo, Story
from tests.photos.files import encoded, picture


@pytest.fixture
def run(reporter, capsys):
    def run(*arguments, author="minhha"):
        call_command("import_story", *map(str, arguments), *(["--author", author] if author else []))
        return capsys.readouterr().out

    return run


@pytest.fixture
def file(tmp_path, seed):
    path = tmp_path / "bai.txt"
    path.write_bytes(seed)
    return path


def test_the_seed_becomes_a_draft_and_the_report_is_printed(run, file, section, source, officials, reporter):
    printed = run(file, "--event-date", "2019-08-10", "--section", "thoi-su")
    story = Story.objects.get()
    assert (str(story.event_date), story.section, story.author) == ("2019-08-10", section, reporter)
    assert story.intake.filename == "bai.txt"
    assert "✓ Tít: “Hội nghị hợp tác phát triển Quảng Ninh – Hà Nội”" in printed
    assert "? 5 chỗ ảnh còn trống" in printed
    assert f"Bản thảo số {story.pk}" in printed


def test_without_the_date_it_says_what_is_undecided(run, file):
    assert "? Ngày sự kiện: 10/8, chưa rõ năm nào" in run(file)


def test_photos_go_in_by_their_names_two_before_ten(run, file, tmp_path):
    folder = tmp_path / "anh"
    folder.mkdir()
    for seed, name in enumerate(["anh10.jpg", "anh2.jpg", "Ảnh 1.JPG"]):
        (folder / name).write_bytes(encoded(picture(64, 64, seed * 80)).getvalue())
    for left in ("Thumbs.db", ".DS_Store", "bai.txt"):
        (folder / left).write_bytes(b"x")
    run(file, "--photos", folder)
    rows = Story.objects.get().story_photos.exclude(photo=None)
    assert [row.photo.filename for row in rows] == ["Ảnh 1.JPG", "anh2.jpg", "anh10.jpg"]


def test_a_bad_photo_is_named_and_nothing_is_written(run, file, tmp_path):
    folder = tmp_path / "anh"
    folder.mkdir()
    (folder / "1.jpg").write_bytes(encoded(picture(64, 64)).getvalue())
    (folder / "2.jpg").write_bytes(b"%PDF-1.4")
    with pytest.raises(CommandError, match=r"2\.jpg"):
        run(file, "--photos", folder)
    assert not Story.objects.exists() and not Photo.objects.exists()


def test_the_same_text_again_is_refused_until_told(run, file):
    run(file)
    with pytest.raises(CommandError, match=r"đã nhập rồi.*\n.*--again"):
        run(file)
    run(file, "--again")
    assert Story.objects.count() == 2


def test_text_comes_from_standard_input(run, seed, monkeypatch):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(seed)))
    run("-")
    assert Story.objects.get().intake.filename == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--event-date", "10/8/2019"], "2019-08-10"),
        (["--event-date", "2019-02-30"], "2019-02-30"),
        (["--section", "khong-co"], "khong-co.*thoi-su"),
        (["--photos", "/khong/co"], "/khong/co"),
    ],
)
def test_a_wrong_option_is_named(run, file, section, arguments, message):
    with pytest.raises(CommandError, match=message):
        run(file, *arguments)
    assert not Story.objects.exists()


def test_a_missing_file_an_empty_file_and_a_stranger_are_told(run, file, tmp_path):
    with pytest.raises(CommandError, match=r"khong-co\.txt"):
        run(tmp_path / "khong-co.txt")
    with pytest.raises(CommandError, match="Không có tài khoản “ai-do”"):
        run(file, author="ai-do")
    file.write_bytes(b"")
    with pytest.raises(CommandError, match="trống"):
        run(file)


def test_the_author_may_be_left_out_when_only_one_account_can_be_it(run, file, reporter, django_user_model):
    run(file, author=None)
    assert Story.objects.get().author == reporter
    django_user_model.objects.create_superuser("sep")
    with pytest.raises(CommandError, match="--author"):
        run(file, "--again", author=None)
