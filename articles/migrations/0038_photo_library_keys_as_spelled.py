"""What is written of photos already here is looked up as it is spelled, too."""

from django.db import migrations

from vietnamese import fold_key, word_key, words


def search_key(*texts):
    spelled = [" ".join(word_key(word) for word in words(text)) for text in texts]
    marked = [" ".join(f"={word}" for word in one.split()) for one in spelled]
    return f" {' | '.join(filter(None, [*map(fold_key, spelled), *marked]))} "


def forwards(apps, schema_editor):
    Photo = apps.get_model("articles", "Photo")
    StoryPhoto = apps.get_model("articles", "StoryPhoto")
    for photo in Photo.objects.iterator():
        name = photo.filename.rpartition(".")[0] or photo.filename
        said = [name, photo.credit, photo.headline, photo.caption, photo.creator, photo.source, photo.city]
        key = search_key(*said, *photo.keywords, *photo.persons_shown)
        Photo.objects.filter(pk=photo.pk).update(search_key=key)
    for use in StoryPhoto.objects.iterator():
        StoryPhoto.objects.filter(pk=use.pk).update(caption_key=search_key(use.caption, use.alt))


class Migration(migrations.Migration):
    dependencies = [("articles", "0037_revisions_keep_letters_unescaped")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop, elidable=True)]
