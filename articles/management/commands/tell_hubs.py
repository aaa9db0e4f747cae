from django.core.management.base import BaseCommand, CommandError

from articles.public.telling import tell


class Command(BaseCommand):
    help = "Tells the hubs and search engines of the settings what changed; to be run each minute"

    def handle(self, **options) -> None:
        told = list(tell())
        for one in told:
            if not one.error:
                self.stdout.write(f"{one.hub}: {one.messages}")
        if failed := [f"{one.hub}: {one.error}" for one in told if one.error]:
            raise CommandError("\n".join(failed))
