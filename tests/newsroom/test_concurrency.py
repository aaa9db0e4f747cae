import pytest
from django.db import transaction

from articles.models import Section


@pytest.mark.django_db(transaction=True)
def test_two_who_read_and_then_write_wait_for_each_other(together):
    section = Section.objects.create(name="Chính trị", slug="chinh-tri", order=0)

    def add_one() -> None:
        with transaction.atomic():
            row = Section.objects.select_for_update().get(pk=section.pk)
            row.order += 1
            row.save()

    assert together(*[add_one] * 8) == [None] * 8
    section.refresh_from_db()
    assert section.order == 8


@pytest.mark.django_db(transaction=True)
def test_what_a_thread_raises_is_returned(together):
    def fail() -> None:
        raise ValueError("no")

    first, second = together(fail, lambda: "yes")
    assert isinstance(first, ValueError)
    assert second == "yes"
