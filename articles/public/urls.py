from django.urls import path, re_path, register_converter
from django.urls.converters import IntConverter, StringConverter
from django.views.decorators.csrf import csrf_exempt

from . import archive, corrections, counting, feeds, ninjs, searching, sharing, sitemaps, telling, views


class RecordId(IntConverter):
    """A record's number as an address writes it: no leading zero, and small enough for a database."""

    regex = "[1-9][0-9]{0,17}"


class TwoDigits(IntConverter):
    """A month or a day as the addresses of the archive write it: 08."""

    regex = "[0-9]{2}"

    def to_url(self, value: str | int) -> str:
        return f"{int(value):02}"


class FourDigits(IntConverter):
    """A year."""

    regex = "[12][0-9]{3}"


class FeedForm(StringConverter):
    """The forms a feed comes in."""

    regex = "rss|atom|json"


class Key(StringConverter):
    """The part of an address that nobody can guess: 32 hex digits."""

    regex = "[0-9a-f]{32}"


register_converter(RecordId, "record")
register_converter(TwoDigits, "two")
register_converter(FourDigits, "four")
register_converter(FeedForm, "feed")
register_converter(Key, "key")

urlpatterns = [
    path("rss/", feeds.paper, name="feed"),
    path("rss/index.<feed:form>", feeds.paper),
    path("rss/nhan-vat/<str:slug>-<record:pk>.<feed:form>", feeds.person),
    path("rss/cai-chinh.<feed:form>", corrections.feed, name="corrections-feed"),
    path("rss/<slug:slug>.<feed:form>", feeds.section, name="section-feed"),
    path("", views.front, name="front"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    re_path(
        r"^sitemap/(?P<year>[12][0-9]{3})-(?P<number>[01][0-9])\.xml$", sitemaps.month, name="sitemap-month"
    ),
    path("sitemap/chuyen-muc.xml", sitemaps.sections, name="sitemap-sections"),
    path("sitemap/nhan-vat.xml", sitemaps.people, name="sitemap-people"),
    path("sitemap/cai-chinh.xml", sitemaps.corrections, name="sitemap-corrections"),
    path("news-sitemap.xml", sitemaps.news, name="news-sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
    re_path(r"^(?P<name>[A-Za-z0-9-]{8,128})\.txt$", telling.key, name="indexnow-key"),
    path("anh/bai/<record:pk>-<key:key>.jpg", sharing.card, name="card"),
    path("anh/trang/<slug:kind>-<record:pk>-<key:key>.jpg", sharing.page_card, name="page-card"),
    path("anh/trang/<key:key>.jpg", sharing.page_card, name="paper-card"),
    path("dem/<record:pk>", counting.count, name="count"),
    path("cai-chinh/", corrections.index, name="corrections"),
    path("cai-chinh/<record:pk>/", corrections.notice, name="correction"),
    path("gioi-thieu/", views.about, name="about"),
    path("tim-kiem/", searching.search, name="search"),
    path("tim-kiem/goi-y.json", searching.suggestions, name="search-suggestions"),
    path("nhan-vat/", views.people, name="people"),
    path("nhan-vat/<str:slug>-<record:pk>/", views.person, name="person"),
    path("nhan-vat/<str:slug>-<record:pk>.popolo.json", views.person_popolo, name="person-popolo"),
    path("co-quan/<str:slug>-<record:pk>/", views.body, name="body"),
    path("co-quan/<str:slug>-<record:pk>.popolo.json", views.body_popolo, name="body-popolo"),
    path("luu-tru/", archive.archive, name="archive"),
    path("luu-tru/<four:year>/", archive.year, name="archive-year"),
    path("luu-tru/<four:year>/<two:month>/", archive.month, name="archive-month"),
    path("luu-tru/<four:year>/<two:month>/<two:day>/", archive.day, name="archive-day"),
    path("ninjs.json", ninjs.newest, name="ninjs-feed"),
    path("<str:section>/<str:slug>-<record:pk>.ninjs.json", ninjs.story, name="ninjs"),
    # The number alone says which story: whatever else stands there leads to its address of today.
    path("<str:section>/<str:slug>-<record:pk>.html", views.story, name="story"),
    path("<slug:slug>/", views.section, name="section"),
]
# None of these does anything for whoever is signed in. What comes by another method is told that (405), and
# not about a form that has grown old (403).
for pattern in urlpatterns:
    pattern.callback = csrf_exempt(pattern.callback)
