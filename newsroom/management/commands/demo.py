import os
from io import StringIO

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.utils.translation import gettext as _

from newsroom.demo.fill import PASSWORD, accounts, fill
from newsroom.ports import free_port


class Command(BaseCommand):
    help = "Open a demo newsroom: migrate, fill it once, print its logins and serve it on this machine."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--port", type=int, help="the port to serve on; else the next free one from 8000")
        parser.add_argument("--no-serve", action="store_true", help="only fill the database")

    def handle(self, *, port: int | None, no_serve: bool, **options) -> None:
        if not settings.DEBUG:
            # Its passwords are known to everyone.
            raise CommandError(_("The demo newsroom opens only with DEBUG=true: its passwords are public."))
        port = port or free_port()
        address = f"http://127.0.0.1:{port}"
        if "SITE_URL" not in os.environ:
            # What leads to the site from outside a page, such as the link of a preview.
            settings.SITE_URL, settings.CSRF_TRUSTED_ORIGINS = address, [address]
        call_command("migrate", verbosity=0)
        call_command("sync_roles", verbosity=0)
        call_command("search_index", stdout=StringIO())
        if fill(say=self.say):
            self.say(_("The demo newsroom is ready."))
        else:
            self.say(_("There are stories in this database already; nothing was added."))
        self.say("")
        self.say(_("For readers:   %(address)s/") % {"address": address})
        self.say(_("For the desk:  %(address)s/toa-soan/") % {"address": address})
        self.say(_("Password for each account: %(password)s") % {"password": PASSWORD})
        for user, role in accounts():
            self.say(f"  {user.username:<12} {role} – {user.get_full_name()}")
        self.say("")
        if not no_serve:
            call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
