from django.db import models

from .photo import Photo


class WithheldFile(models.Model):
    """The files of a denied photo, those that published copies were printed with too: readers get 410.

    `key` is the part of their names that nobody can guess (`articles.photos.resizing.name_key`).
    """

    key = models.CharField(max_length=32, primary_key=True)
    photo = models.ForeignKey(Photo, models.CASCADE, related_name="withheld_files")

    def __str__(self) -> str:
        return self.key
