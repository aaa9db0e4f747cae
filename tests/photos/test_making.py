"""The sizes of a photo are made at once or by a worker, and it is always plain how that stands."""

import pytest
from django_tasks_db.management.commands import db_worker

from articles import denying
from articles.models import Photo, SizesFailure, WithheldFile
from articles.photos import ingest, making
from articles.photos.making import have_made, make_sizes
from articles.photos.storage import WholeFileStorage

from .conftest import files_under
from .files import encoded, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(settings, monkeypatch):
    """Tasks wait in the database for `worker()`, which does all there are and ends."""
    # The test's connection, in whose transaction all of this is.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def run(name="one"):
        db_worker.Worker(
            queue_names=["default"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        ).run()

    return run


def test_with_a_worker_the_upload_is_kept_at_once_and_the_sizes_follow(reporter, media, worker):
    photo = ingest(encoded(), by=reporter)
    assert photo.sizes == {} and photo.waiting == "Đang tạo cỡ ảnh …"
    assert [path.split("/")[0] for path in files_under(media)] == ["originals"]
    worker()
    photo.refresh_from_db()
    assert not photo.waiting
    assert len(files_under(media)) == 8


def test_at_once_the_file_is_decoded_once(reporter, monkeypatch):
    def again(*args):
        raise AssertionError("decoded twice")

    monkeypatch.setattr(making, "decode", again)
    assert not ingest(encoded(), by=reporter).waiting


def test_a_change_leaves_the_sizes_in_use_until_the_new_ones_are_there(reporter, worker):
    photo = ingest(encoded(), by=reporter)
    worker()
    photo.refresh_from_db()
    before = photo.sizes
    photo.credit = "Đức Long"
    photo.save()
    have_made(photo)
    assert photo.sizes == before and not photo.waiting
    worker()
    photo.refresh_from_db()
    assert photo.sizes["jpeg"] != before["jpeg"] and photo.sizes["share"] != before["share"]


def test_what_is_made_of_a_photo_that_changed_meanwhile_is_not_taken_for_it(reporter, worker, monkeypatch):
    photo = ingest(encoded(), by=reporter)
    write = making._write

    def slow(made, image):
        monkeypatch.setattr(making, "_write", write)
        photo.credit = "Đức Long"
        photo.save()
        return write(made, image)

    monkeypatch.setattr(making, "_write", slow)
    make_sizes.call(photo.pk)
    photo.refresh_from_db()
    assert photo.waiting
    worker()
    photo.refresh_from_db()
    assert making.is_current(photo)


def test_a_worker_that_died_half_way_is_followed_by_one_that_finishes(reporter, media, worker, monkeypatch):
    photo = ingest(encoded(picture(900, 600)), by=reporter)
    save = WholeFileStorage._save

    def killed(self, name, content):
        if name.endswith("640.webp"):
            raise KeyboardInterrupt  # what no handler keeps from ending the process
        return save(self, name, content)

    monkeypatch.setattr(WholeFileStorage, "_save", killed)
    with pytest.raises(KeyboardInterrupt):
        make_sizes.call(photo.pk)
    left = files_under(media)
    monkeypatch.setattr(WholeFileStorage, "_save", save)
    photo.refresh_from_db()
    assert photo.waiting and 1 < len(left) < 8
    worker("two")
    photo.refresh_from_db()
    assert not photo.waiting
    assert set(left) < set(files_under(media))


def test_one_of_two_workers_at_once_that_fails_takes_nothing_from_the_other(
    reporter, media, worker, monkeypatch
):
    photo = ingest(encoded(picture(900, 600)), by=reporter)
    save = WholeFileStorage._save

    def full(self, name, content):
        if name.endswith("-640.jpg"):
            monkeypatch.setattr(WholeFileStorage, "_save", save)
            make_sizes.call(photo.pk)  # the other one, which finds room
            raise OSError("No space left")
        return save(self, name, content)

    monkeypatch.setattr(WholeFileStorage, "_save", full)
    make_sizes.call(photo.pk)
    photo.refresh_from_db()
    assert not photo.sizes_failure and not photo.waiting
    assert making._all_there(photo.sizes)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_it_once(reporter, media, settings, together):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    photo = ingest(encoded(), by=reporter)
    assert together(*[lambda: make_sizes.call(photo.pk)] * 3) == [None] * 3
    photo.refresh_from_db()
    assert not photo.waiting and making._all_there(photo.sizes)
    assert len(files_under(media)) == 8


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (OSError("No space left"), SizesFailure.NOT_WRITTEN),
        (MemoryError(), SizesFailure.OTHER),
        (ValueError("odd"), SizesFailure.OTHER),
    ],
)
def test_whatever_fails_is_said_and_another_try_heals_it(reporter, media, monkeypatch, error, failure):
    def broken(*args):
        raise error

    monkeypatch.setattr(making, "render", broken)
    photo = ingest(encoded(), by=reporter)
    assert photo.sizes_failure == failure
    assert photo.waiting.startswith("Không tạo được cỡ ảnh: ")
    monkeypatch.undo()
    have_made(photo)
    assert not photo.waiting and not photo.sizes_failure


def test_a_damaged_original_is_said(reporter, media, worker):
    photo = ingest(encoded(), by=reporter)
    (original,) = files_under(media)
    (media / original).write_bytes(b"")
    worker()
    photo.refresh_from_db()
    assert photo.sizes_failure == SizesFailure.ORIGINAL
    (media / original).unlink()
    have_made(photo)
    assert photo.waiting == "Đang tạo cỡ ảnh …"
    worker()
    assert Photo.objects.get().sizes_failure == SizesFailure.ORIGINAL


def test_the_same_file_again_has_it_tried_again(reporter, monkeypatch):
    monkeypatch.setattr(making, "render", lambda *args: 1 / 0)
    file = encoded()
    assert ingest(file, by=reporter).waiting
    monkeypatch.undo()
    assert not ingest(file, by=reporter).waiting


def key(photo):
    return photo.sizes["share"][2].removeprefix("/anh/").partition("-")[0]


def test_sizes_of_a_photo_denied_meanwhile_are_withheld(reporter, worker):
    photo = ingest(encoded(), by=reporter)
    denying.deny(photo, by=reporter, reason="Khiếu nại")
    worker()
    photo.refresh_from_db()
    assert WithheldFile.objects.filter(key=key(photo), photo=photo).exists()


def test_sizes_made_again_of_a_photo_whose_files_are_withheld_are_withheld_too(reporter):
    photo = ingest(encoded(), by=reporter)
    WithheldFile.objects.withhold([(photo.pk, photo.sizes)])
    before = key(photo)
    photo.credit = "Đức Long"
    photo.save()
    have_made(photo)
    assert {one.key for one in photo.withheld_files.all()} == {before, key(photo)}
