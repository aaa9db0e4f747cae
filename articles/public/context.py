from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """The paper's name and address, for every template."""
    return {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
