from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class Desk(AdminSite):
    """The newsroom's own admin site, at /toa-soan/."""

    site_header = _("The desk")
    site_title = _("The desk")
    index_title = _("Today's work")
