from django.db import migrations


def withhold(apps, schema_editor):
    """What was withdrawn before files were withheld with it is made good."""
    copies = apps.get_model("articles", "PublishedStory").objects.filter(withdrawn_at__isnull=False)
    photos = apps.get_model("articles", "Photo")
    WithheldFile = apps.get_model("articles", "WithheldFile")
    for copy in copies.only("photos").iterator(200):
        printed = [(entry["photo"], entry["sizes"]) for entry in copy.photos if entry["photo"]]
        ids = [photo for photo, _sizes in printed]
        printed += photos.objects.filter(pk__in=ids).values_list("pk", "sizes")
        keys = {key: photo for photo, sizes in printed for key in names(sizes)}
        rows = [WithheldFile(key=key, photo_id=keys[key]) for key in sorted(keys)]
        WithheldFile.objects.bulk_create(rows, ignore_conflicts=True)


def names(sizes):
    entries = [*sizes.get("webp", []), *sizes.get("jpeg", [])]
    entries += [sizes["share"]] if "share" in sizes else []
    return {address.rsplit("/", 1)[-1].partition("-")[0] for _width, _height, address in entries}


class Migration(migrations.Migration):
    dependencies = [("articles", "0026_withdrawn_copies_are_never_counted")]

    operations = [migrations.RunPython(withhold, migrations.RunPython.noop)]
