from django.db import models


class Hub(models.Model):
    """Whom we tell of what is new, and up to which moment they were told (`articles.public.telling`)."""

    address = models.URLField(max_length=500, unique=True)
    told_until = models.DateTimeField()
    next_try = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.address
