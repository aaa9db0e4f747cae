from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Photo
from articles.photos.making import have_made


class Command(BaseCommand):
    help = "Has the sizes made of photos that have none, or whose last try failed; safe at any time."

    def handle(self, **options) -> None:
        waiting = list(Photo.objects.filter(~Q(sizes_failure="") | Q(sizes={})).order_by("pk"))
        for photo in waiting:
            have_made(photo)
        ready = sum(not (photo.waiting or photo.sizes_failure) for photo in waiting)
        self.stdout.write(
            _("%(count)s photos waited for their sizes; %(ready)s have them now.")
            % {"count": len(waiting), "ready": ready}
        )
