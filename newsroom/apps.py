from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"

    def ready(self) -> None:
        from . import checks  # noqa: F401


class DeskConfig(AdminConfig):
    """The Django admin, under our name."""

    default_site = "newsroom.desk.Desk"
