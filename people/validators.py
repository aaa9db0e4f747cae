from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _


def validate_source_address(value: str) -> None:
    """Raises ValidationError unless given an http(s) address, or the path of a page of our own (/tin/…)."""
    if value.startswith("/") and not value.startswith("//") and not any(map(str.isspace, value)):
        return
    try:
        URLValidator(["http", "https"])(value)
    except ValidationError:
        raise ValidationError(
            _("Give the whole address of a page (https://…), or the path of one of our own stories (/…).")
        ) from None
