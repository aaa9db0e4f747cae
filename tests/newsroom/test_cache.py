def test_the_cache_may_be_redis(redis_cache):
    redis_cache.set("key", {"tít": "Hạ Long"})
    assert redis_cache.get("key") == {"tít": "Hạ Long"}
