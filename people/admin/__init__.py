"""The registry at the desk, in Django's admin.

Another app may say how many published stories a tenure touches: see `people.admin.touched`.
"""

from . import bodies, person, protocol, tenures

__all__ = ["bodies", "person", "protocol", "tenures"]
