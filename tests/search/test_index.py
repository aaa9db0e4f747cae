from io import StringIO

import pytest
from django.core.management import call_command

from articles.models import SearchIndex
from articles.search import DESK, READERS, Document, parse
from tests.factories import make_copies

pytestmark = pytest.mark.django_db


def run(*args):
    out = StringIO()
    call_command("search_index", *args, stdout=out)
    return out.getvalue()


def test_a_new_newsroom_has_its_indexes():
    assert {index.name for index in SearchIndex.objects.all() if index.current} == {"readers", "desk"}


def test_an_index_of_older_keys_is_built_again_and_one_up_to_date_is_left(capsys):
    make_copies(3, headline="Cầu")
    SearchIndex.objects.filter(name="readers").update(key_version=0)
    READERS.put([(7, Document("rác cũ"))])
    assert "3" in run()
    assert len(READERS.newest(parse("cầu"), limit=9)) == 3
    assert READERS.newest(parse("rác"), limit=9) == []
    assert SearchIndex.objects.get(name="readers").current
    assert DESK.newest(parse("tin"), limit=9) == []


def test_everything_can_be_built_again():
    make_copies(2)
    run("--all")
    assert len(DESK.newest(parse("tin"), limit=9)) == 2
