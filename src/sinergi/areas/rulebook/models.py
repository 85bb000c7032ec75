"""The rulebook's one table."""

from __future__ import annotations

from django.db import models


class Adoption(models.Model):
    """The pack in force and what this installation is. One row; derived from ``rulebook.pack.adopted``."""

    id = models.PositiveSmallIntegerField(primary_key=True)  # always 1
    name = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    district = models.CharField(max_length=8, blank=True)
    district_name = models.CharField(max_length=80)
    timezone = models.CharField(max_length=40)
    synthetic = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="rulebook_adoption_one_row"),)

    def __str__(self) -> str:
        return self.name
