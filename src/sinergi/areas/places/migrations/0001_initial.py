"""First tables of places."""

from __future__ import annotations

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Boundary",
            fields=[
                ("entry", models.UUIDField()),
                ("told_by", models.CharField(max_length=16)),
                ("recorded_at", models.DateTimeField()),
                ("code", models.CharField(max_length=13, primary_key=True, serialize=False)),
                ("polygons", models.JSONField()),
                ("official", models.BooleanField()),
                ("source", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("told_by", models.CharField(max_length=16)),
                ("recorded_at", models.DateTimeField()),
                ("what", models.CharField(max_length=16)),
                ("actor", models.CharField(max_length=80)),
                ("file_name", models.CharField(max_length=255)),
                ("file_sha256", models.CharField(max_length=64)),
                ("mapping", models.CharField(blank=True, max_length=120)),
                ("new", models.PositiveIntegerField()),
                ("changed", models.PositiveIntegerField()),
                ("unchanged", models.PositiveIntegerField()),
                ("left_out", models.JSONField()),
                ("entry", models.UUIDField(primary_key=True, serialize=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImportMapping",
            fields=[
                ("entry", models.UUIDField()),
                ("told_by", models.CharField(max_length=16)),
                ("recorded_at", models.DateTimeField()),
                ("key", models.CharField(max_length=140, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("what", models.CharField(max_length=16)),
                ("columns", models.JSONField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("what", "name"), name="places_mapping_once")],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("entry", models.UUIDField()),
                ("told_by", models.CharField(max_length=16)),
                ("recorded_at", models.DateTimeField()),
                ("code", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("start", models.CharField(db_index=True, max_length=60)),
                ("end", models.CharField(db_index=True, max_length=60)),
                ("way", models.CharField(max_length=8)),
                ("metres", models.PositiveIntegerField()),
                ("minutes_car", models.PositiveIntegerField(null=True)),
                ("minutes_motorcycle", models.PositiveIntegerField(null=True)),
                ("minutes_boat", models.PositiveIntegerField(null=True)),
                ("minutes_foot", models.PositiveIntegerField(null=True)),
                ("season", models.CharField(max_length=8)),
                ("one_way", models.BooleanField(default=False)),
                ("synthetic", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("start", models.F("end")), _negated=True), name="places_link_two_ends"
                    ),
                    models.CheckConstraint(condition=models.Q(("way__in", ["road", "river"])), name="places_link_way"),
                    models.CheckConstraint(
                        condition=models.Q(("season__in", ["always", "dry", "wet"])), name="places_link_season"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                ("entry", models.UUIDField()),
                ("told_by", models.CharField(max_length=16)),
                ("recorded_at", models.DateTimeField()),
                ("code", models.CharField(max_length=8, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("lat_e6", models.IntegerField(null=True)),
                ("lon_e6", models.IntegerField(null=True)),
                ("source", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=django.db.models.lookups.In(
                            django.db.models.functions.text.Length("code"), [2, 5, 8]
                        ),
                        name="places_region_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lat_e6__isnull", True), ("lat_e6__range", (-90000000, 90000000)), _connector="OR"
                            ),
                            models.Q(
                                ("lon_e6__isnull", True), ("lon_e6__range", (-180000000, 180000000)), _connector="OR"
                            ),
                        ),
                        name="places_region_on_earth",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                ("entry", models.UUIDField()),
                ("told_by", models.CharField(max_length=16)),
                ("recorded_at", models.DateTimeField()),
                ("code", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=12)),
                ("village", models.CharField(blank=True, max_length=13)),
                ("lat_e6", models.IntegerField(null=True)),
                ("lon_e6", models.IntegerField(null=True)),
                ("party", models.CharField(blank=True, max_length=16)),
                ("synthetic", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["post", "store", "crossing"])), name="places_site_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lat_e6__isnull", True), ("lat_e6__range", (-90000000, 90000000)), _connector="OR"
                            ),
                            models.Q(
                                ("lon_e6__isnull", True), ("lon_e6__range", (-180000000, 180000000)), _connector="OR"
                            ),
                        ),
                        name="places_site_on_earth",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Village",
            fields=[
                ("entry", models.UUIDField()),
                ("told_by", models.CharField(max_length=16)),
                ("recorded_at", models.DateTimeField()),
                ("code", models.CharField(max_length=13, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=12)),
                ("district", models.CharField(db_index=True, max_length=8)),
                ("district_name", models.CharField(blank=True, max_length=120)),
                ("lat_e6", models.IntegerField(null=True)),
                ("lon_e6", models.IntegerField(null=True)),
                ("source", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(django.db.models.functions.text.Length("code"), 13),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Substr("code", 1, 8), models.F("district")
                            ),
                        ),
                        name="places_village_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["kelurahan", "desa"])), name="places_village_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lat_e6__isnull", True), ("lat_e6__range", (-90000000, 90000000)), _connector="OR"
                            ),
                            models.Q(
                                ("lon_e6__isnull", True), ("lon_e6__range", (-180000000, 180000000)), _connector="OR"
                            ),
                        ),
                        name="places_village_on_earth",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Station",
            fields=[
                ("entry", models.UUIDField()),
                ("told_by", models.CharField(max_length=16)),
                ("recorded_at", models.DateTimeField()),
                ("code", models.CharField(max_length=13, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(blank=True, max_length=400)),
                ("lat_e6", models.IntegerField(null=True)),
                ("lon_e6", models.IntegerField(null=True)),
                ("voters_male", models.IntegerField(null=True)),
                ("voters_female", models.IntegerField(null=True)),
                ("voters_total", models.IntegerField(null=True)),
                ("disability_physical", models.IntegerField(null=True)),
                ("disability_intellectual", models.IntegerField(null=True)),
                ("disability_mental", models.IntegerField(null=True)),
                ("disability_sensory_speech_hearing", models.IntegerField(null=True)),
                ("disability_sensory_sight", models.IntegerField(null=True)),
                ("access", models.CharField(blank=True, max_length=8)),
                ("power", models.CharField(blank=True, max_length=8)),
                ("signal", models.CharField(blank=True, max_length=8)),
                ("flood_prone", models.BooleanField(null=True)),
                ("synthetic", models.BooleanField(default=False)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("withdrawn", models.BooleanField(default=False)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=400)),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="places.village"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("village", "number"), name="places_station_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__range", (1, 999))), name="places_station_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(django.db.models.functions.text.Length("code"), 13),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.Substr("code", 1, 10),
                                django.db.models.functions.text.Replace(
                                    "village_id", models.Value("."), models.Value("")
                                ),
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.comparison.Cast(
                                    django.db.models.functions.text.Substr("code", 11, 3), models.IntegerField()
                                ),
                                models.F("number"),
                            ),
                        ),
                        name="places_station_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("voters_male__isnull", True), ("voters_male__gte", 0), _connector="OR"),
                            models.Q(("voters_female__isnull", True), ("voters_female__gte", 0), _connector="OR"),
                            models.Q(("voters_total__isnull", True), ("voters_total__gte", 0), _connector="OR"),
                            models.Q(
                                ("disability_physical__isnull", True), ("disability_physical__gte", 0), _connector="OR"
                            ),
                            models.Q(
                                ("disability_intellectual__isnull", True),
                                ("disability_intellectual__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("disability_mental__isnull", True), ("disability_mental__gte", 0), _connector="OR"
                            ),
                            models.Q(
                                ("disability_sensory_speech_hearing__isnull", True),
                                ("disability_sensory_speech_hearing__gte", 0),
                                _connector="OR",
                            ),
                            models.Q(
                                ("disability_sensory_sight__isnull", True),
                                ("disability_sensory_sight__gte", 0),
                                _connector="OR",
                            ),
                        ),
                        name="places_station_counts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("lat_e6__isnull", True), ("lat_e6__range", (-90000000, 90000000)), _connector="OR"
                            ),
                            models.Q(
                                ("lon_e6__isnull", True), ("lon_e6__range", (-180000000, 180000000)), _connector="OR"
                            ),
                        ),
                        name="places_station_on_earth",
                    ),
                ],
            },
        ),
    ]
