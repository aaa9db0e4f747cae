"""What was marked as a drawing has that as its rights; which copies show which photo is written down.

Of other photos nobody has said by what right they are printed, and it is not guessed here.
"""

from django.db import migrations


def forwards(apps, schema_editor):
    Photo = apps.get_model("articles", "Photo")
    PublishedStory = apps.get_model("articles", "PublishedStory")
    PublishedPhoto = apps.get_model("articles", "PublishedPhoto")
    Photo.objects.filter(illustration=True).update(rights="illustration")
    known = {}
    for pk, sizes in Photo.objects.values_list("pk", "sizes"):
        known |= {address: pk for _width, _height, address in sizes.get("jpeg", [])}
    for copy in PublishedStory.objects.exclude(photos=[]).only("photos").iterator():
        for photo in copy.photos:
            photo["label"] = "illustration" if photo.pop("illustration", False) else ""
            photo["focus"] = [50, 50]
            addresses = [entry[2] for entry in photo["sizes"].get("jpeg", [])]
            photo["photo"] = next((known[one] for one in addresses if one in known), None)
        copy.save(update_fields=["photos"])
        PublishedPhoto.objects.bulk_create(
            PublishedPhoto(published=copy, photo_id=pk)
            for pk in {photo["photo"] for photo in copy.photos if photo["photo"]}
        )


def backwards(apps, schema_editor):
    Photo = apps.get_model("articles", "Photo")
    PublishedStory = apps.get_model("articles", "PublishedStory")
    Photo.objects.filter(rights="illustration").update(illustration=True)
    apps.get_model("articles", "PublishedPhoto").objects.all().delete()
    for copy in PublishedStory.objects.exclude(photos=[]).only("photos").iterator():
        for photo in copy.photos:
            photo["illustration"] = photo.pop("label", "") == "illustration"
        copy.save(update_fields=["photos"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_photo_rights")]
    operations = [migrations.RunPython(forwards, backwards)]
