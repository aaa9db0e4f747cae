from django.contrib import admin
from django.urls import include, path

from . import health, preview

view = admin.site.admin_view
previews = [
    path("", view(preview.preview), name="preview"),
    path("man-hinh/", view(preview.widths), name="preview-widths"),
    path("lien-ket/", view(preview.give), name="preview-give"),
    path("lien-ket/<int:link>/dong/", view(preview.revoke), name="preview-revoke"),
]

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("", include("articles.photos.urls")),
    path("xem-truoc/<str:token>/", preview.shared, name="preview-shared"),
    path("toa-soan/xem-truoc/<int:pk>/", include(previews)),
    path("toa-soan/xem-truoc/trang-nhat/", view(preview.front), name="preview-front"),
    path("toa-soan/", admin.site.urls),
    # Last: a section's slug takes any first word that nothing above has taken.
    path("", include("articles.public.urls")),
]

handler404 = "articles.public.views.not_found"
