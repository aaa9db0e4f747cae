"""Include these before the desk's own addresses: all but the first are under its path."""

from django.urls import path, re_path

from . import views
from .resizing import NAME

urlpatterns = [
    re_path(rf"^anh/(?P<name>{NAME})\Z", views.serve, name="photo_size"),
    path("toa-soan/anh/<int:pk>/", views.picture, name="photo_picture"),
    path("toa-soan/anh/<int:pk>/lam-lai/", views.again, name="photo_again"),
    path("toa-soan/anh-goc/<int:pk>/", views.original, name="photo_original"),
]
