"""What a photo file says of itself: IPTC read from XMP, IIM and Exif, in this order for each field.

Everything outside uses `read`, `Metadata` and `packet`. Where a photo was taken by GPS and with which camera
is not asked for, so it cannot be kept.
"""

from .packet import packet
from .reading import Metadata, read

__all__ = ["Metadata", "packet", "read"]
