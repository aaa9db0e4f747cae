import os
import socket
from unittest import mock

import pytest
from django.core.cache import cache, caches

from newsroom.environment import Environment


def test_the_cache_may_be_redis(redis_cache):
    redis_cache.set("key", {"tít": "Hạ Long"})
    assert redis_cache.get("key") == {"tít": "Hạ Long"}


@pytest.mark.django_db(transaction=True)
def test_without_its_redis_the_site_goes_on(client, settings, caplog):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # a port on which nothing listens
        with mock.patch.dict(os.environ, CACHE_URL=f"redis://127.0.0.1:{nobody.getsockname()[1]}/0"):
            settings.CACHES = {"default": Environment().cache("CACHE_URL")}
        assert client.get("/").status_code == 200
        assert cache.get_or_set("key", 1) == 1
        assert cache.delete("key") is False
    assert "The cache does not answer" in caplog.text
    caches.close_all()
