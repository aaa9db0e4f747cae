import pytest
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from articles.models import Section
from articles.models.section import RESERVED

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["toa-soan", "nhan-vat", "anh", "healthz"])
def test_a_section_cannot_take_an_address_that_leads_elsewhere(slug):
    with pytest.raises(ValidationError, match="địa chỉ khác"):
        Section(name="Mục", slug=slug).full_clean()


def test_every_fixed_first_word_of_an_address_is_reserved():
    """What stands in the routes before the section's catch-all, such as nhan-vat/ and toa-soan/."""
    routes = []
    for entry in get_resolver().url_patterns:
        inner = getattr(entry, "url_patterns", []) if str(entry.pattern) == "" else [entry]
        routes += [str(one.pattern).lstrip("^") for one in inner]
    words = {route.split("/")[0] for route in routes if route and not route.startswith("<")}
    # A section's address has no dot, so robots.txt and the like cannot be taken.
    words = {word for word in words if "." not in word}
    assert {"toa-soan", "nhan-vat", "anh", "healthz"} <= words
    assert words <= RESERVED
