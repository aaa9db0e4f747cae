"""Include these before the desk's own addresses: the second one is under its path."""

from django.urls import path, re_path

from . import views
from .resizing import NAME

urlpatterns = [
    re_path(rf"^anh/(?P<name>{NAME})\Z", views.serve, name="photo_size"),
    path("toa-soan/anh-goc/<int:pk>/", views.original, name="photo_original"),
]
