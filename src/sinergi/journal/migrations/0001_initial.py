"""The journal's tables."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Entry, epoch, leaf, checkpoint, erasure, the queue and the vault."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("end", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=80)),
                ("party", models.CharField(max_length=16)),
                ("actor", models.CharField(max_length=80)),
                ("device", models.CharField(max_length=80)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_index=True)),
                ("visibility", models.CharField(max_length=12)),
                ("body", models.TextField()),
                ("salt", models.BinaryField(max_length=32)),
                ("commitment", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Epoch",
            fields=[
                ("start", models.BigIntegerField(primary_key=True, serialize=False)),
                ("origin", models.CharField(max_length=200, unique=True)),
                ("vkey", models.CharField(max_length=400)),
            ],
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("data", models.BinaryField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Secret",
            fields=[
                ("ref", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="erasure",
                        serialize=False,
                        to="journal.entry",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["kind", "place"], name="journal_entry_kind_place"),
        ),
        migrations.AddField(
            model_name="leaf",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="leaf", to="journal.entry"
            ),
        ),
        migrations.AddField(
            model_name="waiting",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="waiting", to="journal.entry"
            ),
        ),
        migrations.AddField(
            model_name="erasure",
            name="permit",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="permits", to="journal.entry"
            ),
        ),
    ]
