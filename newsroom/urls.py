from django.contrib import admin
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, re_path

from articles.admin.deputies import deputies
from articles.photos.resizing import NAME

from . import health, preview, sealed

view = admin.site.admin_view
previews = [
    path("", view(preview.preview), name="preview"),
    path("man-hinh/", view(preview.widths), name="preview-widths"),
    path("lien-ket/", view(preview.give), name="preview-give"),
    path("lien-ket/<int:link>/dong/", view(preview.revoke), name="preview-revoke"),
]
withdrawn = [
    path("", view(sealed.withdrawals), name="withdrawals"),
    path("nguoi-duoc-giao/", view(deputies), name="deputies"),
    path("<int:pk>/", view(sealed.sealed), name="sealed"),
    re_path(
        rf"^(?P<pk>[0-9]{{1,18}})/anh/(?P<name>{NAME})\Z", view(sealed.sealed_photo), name="sealed-photo"
    ),
]

urlpatterns = [
    # Asked for by whoever does not read the pages' heads.
    path("favicon.ico", lambda _request: redirect(static("public/favicon.ico"))),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("", include("articles.photos.urls")),
    path("xem-truoc/<str:token>/", preview.shared, name="preview-shared"),
    path("toa-soan/xem-truoc/<int:pk>/", include(previews)),
    path("toa-soan/xem-truoc/trang-nhat/", view(preview.front), name="preview-front"),
    path("toa-soan/bai-da-go/", include(withdrawn)),
    path("toa-soan/", admin.site.urls),
    # Last: a section's slug takes any first word that nothing above has taken.
    path("", include("articles.public.urls")),
]

handler404 = "articles.public.views.not_found"
