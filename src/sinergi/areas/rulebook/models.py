"""The rulebook's tables: the pack in force, and the patterns chosen from it."""

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


class PatternChoice(models.Model):
    """The guard pattern that the police chose for a class; without a row, the pack's default holds."""

    risk_class = models.CharField(max_length=16, primary_key=True)
    pattern = models.CharField(max_length=80)
    source = models.CharField(max_length=400)

    def __str__(self) -> str:
        return self.pattern
