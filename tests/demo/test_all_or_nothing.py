import pytest
from django.core.management import call_command

from articles.models import Story
from newsroom.demo import fill as demo


def test_a_fault_half_way_leaves_no_story(db, monkeypatch):
    call_command("sync_roles", verbosity=0)
    monkeypatch.setattr(demo, "_publish_seed", lambda *args: 1 / 0)
    monkeypatch.setattr(demo, "_picture", lambda kind, by: None)
    monkeypatch.setattr(demo, "samples", lambda: iter(()))
    with pytest.raises(ZeroDivisionError):
        demo.fill(say=lambda line: None)
    assert not Story.objects.exists()
    assert not demo.accounts()
