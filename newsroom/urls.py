from django.contrib import admin
from django.urls import path

from . import health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("toa-soan/", admin.site.urls),
]
