"""Django's own words that its Vietnamese lacks or says oddly.

Nothing uses this module: `makemessages` reads it, and what our catalogue then says of these comes before
what Django's does. Take a line out once Django says it well.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

MISSING = [
    _("Breadcrumbs"),
    _("Show counts"),
    _("Hide counts"),
    _("Error:"),
    _("Skip to main content"),
    _("Toggle theme (current theme: auto)"),
    _("Toggle theme (current theme: light)"),
    _("Toggle theme (current theme: dark)"),
    _("Model name"),
    _("Add link"),
    _("Change or view list link"),
    _("View selected %(model)s"),
    _("Set password"),
    _("Reset password"),
    _("Enter a complete value."),
    _("Null characters are not allowed."),
    _("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    _(
        "ManagementForm data is missing or has been tampered with. Missing fields: %(field_names)s. You may"
        " need to file a bug report if the issue persists."
    ),
    _("Constraint “%(name)s” is violated."),
    _("The inline value did not match the parent instance."),
    ngettext_lazy("Please correct the error below.", "Please correct the errors below.", "count"),
    ngettext_lazy("entry", "entries", "count"),
    ngettext_lazy("Please submit at most %(num)d form.", "Please submit at most %(num)d forms.", "num"),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        "count",
    ),
]
ODD = [
    _(" By %(filter_title)s "),
    _("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    _("Add"),
    _("Add %(name)s"),
    _("Add another %(verbose_name)s"),
    _("Change"),
    _("Change %s"),
    _("Delete"),
    _("Home"),
    _("Models in the %(name)s application"),
    _("No fields changed."),
    _("Remove"),
    _("Select %s to change"),
    _("Select %s to view"),
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was changed successfully."),
    _("View site"),
    _("You don’t have permission to view or edit anything."),
]
