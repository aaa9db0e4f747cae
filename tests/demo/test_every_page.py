"""Every page of the demo newsroom opens, and what the screenshots show is all there is."""

from django.contrib.auth import get_user_model
from django.urls import get_resolver, resolve

from newsroom.every_page import every_page

from .test_demo import filled, newsroom

__all__ = ["filled", "newsroom"]

ACCOUNTS = ("phongvien", "bientap", "thuky", "tongbientap")
ANSWERS = {"not-found": 404, "withdrawn": 410}
# For machines and scripts, or only a way on: no page to look at.
NOT_PAGES = {
    *("healthz", "readyz", "robots", "news-sitemap", "indexnow-key", "count", "search-suggestions"),
    *("feed", "section-feed", "corrections-feed", "ninjs", "ninjs-feed", "person-popolo", "body-popolo"),
    *(
        "sitemap",
        "sitemap-month",
        "sitemap-sections",
        "sitemap-people",
        "sitemap-corrections",
        "news-sitemap",
    ),
    *("card", "page-card", "paper-card", "photo_size", "photo_picture", "photo_again", "photo_original"),
    *("sealed-photo", "logout", "autocomplete", "jsi18n", "view_on_site", "ledger_entry_csv"),
    *(
        "preview-give",
        "preview-revoke",
        "people_person_similar",
        "people_person_verify",
        "articles_photo_chosen",
    ),
    *(f"articles_story_{name}" for name in ("caption", "open", "logged_in", "discard", "photo", "comment")),
    *(f"articles_story_{name}" for name in ("send_order", "send_words", "resolve", "reopen")),
}
# What needs something done first, or asks for more than an address: tested where it is made.
ELSEWHERE = {
    *("preview-shared", "preview-front", "password_change_done", "app_list", "auth_user_password_change"),
    *("people_merge_undo", "articles_story_restore", "articles_story_delete", "articles_photo_add"),
}
# Django's own page for each of the registers, the same for all of them.
OF_DJANGO = ("_import", "_process_import", "_export", "_delete", "_history", "_add", "_change", "_changelist")


def names(patterns):
    for one in patterns:
        yield from names(one.url_patterns) if hasattr(one, "url_patterns") else [one.name]


def test_every_page_opens_and_none_is_left_out(filled, client):
    shown = {}
    for page in every_page(*ACCOUNTS):
        if page.who:
            client.force_login(get_user_model().objects.get(username=page.who))
        else:
            client.logout()
        answer = client.get(page.address, follow=True)
        shown[page.name] = answer.status_code
        # What is pasted there would be cut by the browser, and nobody told.
        assert not page.who or "maxlength" not in answer.content.decode(), page
        assert shown[page.name] == ANSWERS.get(page.name, 200), page
    opened = {resolve(page.address.partition("?")[0]).url_name for page in every_page(*ACCOUNTS)}
    missing = set(names(get_resolver().url_patterns)) - opened - NOT_PAGES - ELSEWHERE - {None}
    assert {name for name in missing if not name.endswith(OF_DJANGO)} == set()
