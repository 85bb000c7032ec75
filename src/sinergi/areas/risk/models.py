"""The table of risk: one class per TPS, the last that the police gave. Derived; only ``apply`` writes it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sinergi.areas.rulebook.facts import RiskClass


class StationClass(models.Model):
    """The class of one TPS, who said so and when."""

    station = models.CharField(max_length=13, primary_key=True)
    risk_class = models.CharField(max_length=16)
    source = models.CharField(max_length=200, blank=True)
    synthetic = models.BooleanField(default=False)
    entry = models.UUIDField()
    told_by = models.CharField(max_length=16)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(risk_class__in=[one.value for one in RiskClass]), name="risk_station_class"
            ),
        )

    def __str__(self) -> str:
        return f"{self.station} {self.risk_class}"
