"""`make check` finds what is missing between the code and complete Vietnamese pages."""

from pathlib import Path

import polib
import pytest

from tools import messages


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch) -> polib.POFile:
    """A catalogue with one good entry, saved and compiled, of a project that has no other strings."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "new_strings", lambda: iter(()))
    (tmp_path / messages.FOLDER).mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.fpath = str(tmp_path / messages.FOLDER / "django.po")
    catalogue.append(polib.POEntry(msgid="%(name)s at %(time)s", msgstr="%(name)s lúc %(time)s"))
    save(catalogue)
    return catalogue


def save(catalogue: polib.POFile) -> None:
    catalogue.save()
    catalogue.save_as_mofile(catalogue.fpath.replace(".po", ".mo"))


def test_a_complete_catalogue_has_no_problem(catalogue):
    assert list(messages.problems()) == []


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (polib.POEntry(msgid="headline"), "untranslated"),
        (polib.POEntry(msgid="headline", msgstr="tít", flags=["fuzzy"]), "fuzzy"),
        (polib.POEntry(msgid="headline", msgstr="tít", obsolete=True), "no longer used"),
        (polib.POEntry(msgid="by %(name)s", msgstr="của %(ten)s"), "placeholder"),
        (
            polib.POEntry(msgid="a", msgid_plural="%(n)s", msgstr_plural={0: ""}),
            "untranslated",
        ),
    ],
)
def test_an_entry_that_would_show_english_or_break_a_page(catalogue, entry, problem: str):
    catalogue.append(entry)
    save(catalogue)
    (found,) = messages.problems()
    assert problem in found


def test_a_compiled_file_that_is_behind(catalogue):
    catalogue[0].msgstr = "%(name)s vào %(time)s"
    catalogue.save()
    (found,) = messages.problems()
    assert "django.mo is not what django.po says" in found


def test_a_compiled_file_that_is_not_there(catalogue):
    Path(catalogue.fpath.replace(".po", ".mo")).unlink()
    (found,) = messages.problems()
    assert "make messages" in found


def test_the_desk_says_you_in_one_way():
    for path in sorted((messages.ROOT / messages.FOLDER).glob("*.po")):
        for entry in polib.pofile(str(path)):
            said = [entry.msgstr, *entry.msgstr_plural.values()]
            assert not [text for text in said if "anh/chị" in text.lower()], entry.msgid
