from datetime import timedelta
from itertools import chain

from django.core.management.base import BaseCommand, CommandParser
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Photo, PublishedPhoto, PublishedStory
from articles.photos import storage

# A photo's files are written before its row: younger ones may still be on their way in.
GRACE = timedelta(hours=1)


class Command(BaseCommand):
    help = "Lists photo files that no photo and no published story refers to; --delete removes them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--delete", action="store_true", help="remove them")

    def handle(self, *, delete: bool, **options) -> None:
        count = total = 0
        newest = timezone.now() - GRACE
        for kept_in, known in ((storage.originals(), known_originals()), (storage.sizes(), known_sizes())):
            for name in list(storage.names(kept_in)):
                if name in known or kept_in.get_modified_time(name) > newest:
                    continue
                count, total = count + 1, total + kept_in.size(name)
                self.stdout.write(name)
                if delete:
                    kept_in.delete(name)
        said = (
            _("%(count)s files without a photo removed, %(size)s.")
            if delete
            else _("%(count)s files without a photo, %(size)s. Remove them with --delete.")
        )
        self.stdout.write(said % {"count": count, "size": filesizeformat(total)})


def known_originals() -> set[str]:
    return set(map(storage.stored_name, Photo.objects.values_list("sha256", flat=True).iterator()))


def known_sizes() -> set[str]:
    """Those of photos as they are now, and those that published copies were printed with, denied ones too."""
    manifests = list(Photo.objects.values_list("sizes", flat=True).iterator())
    shown = PublishedStory.objects.values_list("photos", flat=True).iterator()
    taken_out = PublishedPhoto.objects.exclude(taken_out=[]).values_list("taken_out", flat=True).iterator()
    for photos in chain(shown, taken_out):
        manifests += [photo.get("sizes") or {} for photo in photos]
    found = set()
    for manifest in manifests:
        entries = [*manifest.get("webp", []), *manifest.get("jpeg", [])]
        if "share" in manifest:
            entries.append(manifest["share"])
        found |= {storage.stored_name(address.rsplit("/", 1)[-1]) for _width, _height, address in entries}
    return found
