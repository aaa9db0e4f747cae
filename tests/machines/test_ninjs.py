import json
from pathlib import Path

import jsonschema
import pytest

from articles.workflow import take

pytestmark = pytest.mark.django_db
# IPTC's own, https://iptc.org/std/ninjs/, MIT licence.
SCHEMA = json.loads((Path(__file__).parent.parent / "data/ninjs-schema_3.1.json").read_text())


def get(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    content = json.loads(answer.content)
    jsonschema.validate(content, SCHEMA, format_checker=jsonschema.FormatChecker())
    return content


def test_a_story_says_all_that_a_partner_needs(client, copy):
    story = get(client, copy.get_absolute_url().replace(".html", ".ninjs.json"))
    assert story["headlines"][0]["value"] == copy.headline
    assert story["bodies"][0]["value"] == copy.html
    assert story["infoSources"] == [
        {"name": "baoquangninh.com.vn", "role": "reprinted", "uri": "https://baoquangninh.com.vn/a"}
    ]
    assert (story["by"], story["located"]) == ("Minh Hà", "TP Hạ Long")
    assert story["people"][0]["literal"] == "Chủ tịch phường"
    (picture,) = story["associations"]
    assert picture["by"] == "Minh Hà"
    assert {one["name"] for one in picture["renditions"]} == {"jpeg-320", "jpeg-640", "webp-320", "webp-640"}
    assert story["contentCreated"] == "2019-08-10T00:00:00+07:00"


def test_the_feed_holds_the_newest_whole(client, copy):
    feed = get(client, "/ninjs.json")
    assert [one["headlines"][0]["value"] for one in feed["associations"]] == [copy.headline]


def test_an_old_address_leads_to_the_present_one(client, copy):
    answer = client.get(f"/cu/ten-cu-{copy.story_id}.ninjs.json")
    assert (answer.status_code, answer["Location"]) == (
        301,
        copy.get_absolute_url().replace(".html", ".ninjs.json"),
    )


def test_a_withdrawn_story_is_cancelled_without_a_word_of_its_text(client, story, walk, desk):
    walk(story, "published")
    take("withdraw", story, by=desk["chief"], note="Sai", notice="Bài đã được gỡ.")
    gone = get(client, f"/thoi-su/x-{story.pk}.ninjs.json", 410)
    assert gone["pubStatus"] == "canceled"
    assert story.headline not in json.dumps(gone, ensure_ascii=False)


@pytest.mark.parametrize(
    "address", ["/thoi-su/x-999.ninjs.json", "/thoi-su/x-0.ninjs.json", "/x/y.ninjs.json"]
)
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404
