from django.db import models


class Generation(models.Model):
    """One row, whose mark is another after every change of what readers may see (`articles.generation`)."""

    mark = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_generation")]

    def __str__(self) -> str:
        return self.mark
