"""Static files need no collectstatic, and are cached long only where nothing can change under the name."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finders
from django.templatetags.static import static
from django.test import Client

from newsroom import static_files

FOREVER = "max-age=31536000, public, immutable"


class Reader(Client):
    def get(self, *args, **kwargs):
        response = super().get(*args, **kwargs)
        list(response)  # reads the file to its end, which closes it
        return response


@pytest.fixture(params=[True, False], ids=["looked up when asked", "all listed at start, as in production"])
def reader(request, settings) -> Reader:
    settings.WHITENOISE_AUTOREFRESH = request.param
    return Reader()


def test_a_file_is_served_with_its_type(reader):
    response = reader.get("/static/admin/css/base.css")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/css")


def test_the_address_of_its_very_content_is_kept_for_a_year(reader):
    address = static("admin/css/base.css")
    assert re.fullmatch(r"/static/admin/css/base\.css\?v=[0-9a-f]{16}", address)
    assert reader.get(address)["Cache-Control"] == FOREVER


@pytest.mark.parametrize("version", ["", "?v=", "?v=0123456789abcdef", "?other=1"])
def test_any_other_address_of_it_works_and_is_soon_asked_again(reader, version: str):
    response = reader.get("/static/admin/css/base.css" + version)
    assert (response.status_code, response["Cache-Control"]) == (200, "max-age=60, public")


def test_a_font_is_kept_by_its_plain_name(settings, tmp_path: Path):
    (tmp_path / "serif-400.woff2").touch()
    settings.STATICFILES_DIRS = [tmp_path]
    finders.get_finder.cache_clear()
    response = Reader().get("/static/serif-400.woff2")
    finders.get_finder.cache_clear()
    assert (response["Content-Type"], "immutable" in response["Cache-Control"]) == ("font/woff2", True)


def test_a_browser_that_has_the_file_is_not_sent_it_again(reader):
    address = static("admin/css/base.css")
    stamp = reader.get(address)["Last-Modified"]
    assert reader.get(address, headers={"if-modified-since": stamp}).status_code == 304


def test_another_content_has_another_address(settings, tmp_path: Path):
    settings.STATICFILES_DIRS = [tmp_path]
    addresses = set()
    for text in ("a {}", "b {}"):
        (tmp_path / "page.css").write_text(text)
        static_files._version_of.cache_clear()
        finders.get_finder.cache_clear()
        addresses.add(static("page.css"))
    finders.get_finder.cache_clear()
    static_files._version_of.cache_clear()
    assert len(addresses) == 2


def test_a_folder_and_what_is_not_there_have_no_version():
    assert static("ckeditor/ckeditor/") == "/static/ckeditor/ckeditor/"
    assert static("không-có.css").endswith(".css")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "ckeditor/ckeditor/plugins/exportpdf/tests/manual/integration.html",
        "ckeditor/ckeditor/plugins/preview/preview.html",
        "ckeditor/ckeditor/plugins/wsc/dialogs/ciframe.html",
        "ckeditor/ckeditor/plugins/scayt/dialogs/options.js",
        "ckeditor/ckeditor/CHANGES.md",
    ],
)
def test_what_ckeditor_ships_and_nobody_is_to_open_is_not_served(reader, name: str):
    source = Path(finders.find("ckeditor/ckeditor/ckeditor.js")).parents[2]
    assert (source / name).is_file()
    assert reader.get(f"/static/{name}").status_code == 404


def test_no_page_of_any_app_is_among_the_static_files():
    names = [name for finder in get_finders() for name, _ in finder.list([])]
    assert "ckeditor/ckeditor/ckeditor.js" in names
    assert not [name for name in names if re.search(r"\.(html?|xhtml|php|swf|md)$", name)]


def test_the_editor_itself_is_served(reader):
    for name in (
        "ckeditor/ckeditor/ckeditor.js",
        "ckeditor/ckeditor/lang/vi.js",
        "ckeditor/ckeditor-init.js",
    ):
        assert reader.get(f"/static/{name}").status_code == 200
