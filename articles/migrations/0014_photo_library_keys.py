"""What is written of photos already here is folded, so that the library finds it."""

from django.db import migrations

from vietnamese import fold


def forwards(apps, schema_editor):
    Photo = apps.get_model("articles", "Photo")
    StoryPhoto = apps.get_model("articles", "StoryPhoto")
    for photo in Photo.objects.iterator():
        name = photo.filename.rpartition(".")[0] or photo.filename
        said = [name, photo.credit, photo.headline, photo.caption, photo.creator, photo.source, photo.city]
        words = " ".join([*said, *photo.keywords, *photo.persons_shown])
        Photo.objects.filter(pk=photo.pk).update(search_key=f" {fold(words)}")
    for use in StoryPhoto.objects.iterator():
        key = f" {fold(f'{use.caption} {use.alt}')}"
        StoryPhoto.objects.filter(pk=use.pk).update(caption_key=key)


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_photo_library")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop, elidable=True)]
