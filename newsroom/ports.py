import socket

from django.core.management import CommandError
from django.utils.translation import gettext as _


def free_port(first: int = 8000) -> int:
    """The first port from `first` on that nothing on this machine listens to.

    Raises CommandError when a hundred are taken.
    """
    for port in range(first, first + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise CommandError(_("No port is free from %(first)s on. Name one with --port.") % {"first": first})
