from django.urls import path, register_converter
from django.urls.converters import IntConverter

from . import searching, views


class RecordId(IntConverter):
    """A record's number as an address writes it: no leading zero, and small enough for a database."""

    regex = "[1-9][0-9]{0,17}"


register_converter(RecordId, "record")

urlpatterns = [
    path("", views.front, name="front"),
    path("tim-kiem/", searching.search, name="search"),
    path("tim-kiem/goi-y.json", searching.suggestions, name="search-suggestions"),
    path("nhan-vat/", views.people, name="people"),
    path("nhan-vat/<str:slug>-<record:pk>/", views.person, name="person"),
    path("nhan-vat/<str:slug>-<record:pk>.popolo.json", views.person_popolo, name="person-popolo"),
    path("co-quan/<str:slug>-<record:pk>/", views.body, name="body"),
    path("co-quan/<str:slug>-<record:pk>.popolo.json", views.body_popolo, name="body-popolo"),
    # The number alone says which story: whatever else stands there leads to its address of today.
    path("<str:section>/<str:slug>-<record:pk>.html", views.story, name="story"),
    path("<slug:slug>/", views.section, name="section"),
]
