from django.urls import path

from . import views

urlpatterns = [
    path("", views.front, name="front"),
    path("nhan-vat/", views.people, name="people"),
    path("co-quan/<slug:slug>-<int:pk>/", views.body, name="body"),
    path("nhan-vat/<slug:slug>-<int:pk>/", views.person, name="person"),
    path("<slug:section>/<slug:slug>-<int:pk>.html", views.story, name="story"),
    path("<slug:slug>/", views.section, name="section"),
]
