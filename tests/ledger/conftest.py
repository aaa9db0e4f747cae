import pytest
from django.db import models

from ledger.models import Entry, Head
from tests.desk.conftest import at_desk, section, story, users, walk

__all__ = ["at_desk", "section", "story", "users", "walk"]


@pytest.fixture(autouse=True)
def empty(db):
    """Without what making the roles has left in it."""
    models.QuerySet(Entry).delete()
    Head.objects.all().delete()
