from django.contrib import admin
from django.urls import include, path

from . import health
from .preview import preview

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("", include("articles.photos.urls")),
    path("toa-soan/xem-truoc/<int:pk>/", admin.site.admin_view(preview), name="preview"),
    path("toa-soan/", admin.site.urls),
    # Last: a section's slug takes any first word that nothing above has taken.
    path("", include("articles.public.urls")),
]

handler404 = "articles.public.views.not_found"
