"""The database itself refuses to change what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

from sinergi.journal import guard

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import StateApps


def forward(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Install the triggers."""
    guard.install(editor.connection)


def back(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers."""
    guard.remove(editor.connection)


class Migration(migrations.Migration):
    """Triggers on entry, epoch, leaf, checkpoint and erasure."""

    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(forward, back)]
