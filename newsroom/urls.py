from django.contrib import admin
from django.urls import path

urlpatterns = [
    path("toa-soan/", admin.site.urls),
]
