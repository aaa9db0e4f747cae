from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.models import Imprint

from .sharing import of_page


def site(request: HttpRequest) -> dict[str, Any]:
    """The paper's name, address, imprint and card, for every template."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        # Looked up only by a page that prints it.
        "imprint": SimpleLazyObject(Imprint.objects.current),
        "paper_card": SimpleLazyObject(lambda: of_page(None)),
    }
