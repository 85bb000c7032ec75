"""What the builder must do besides copying files: read the dependencies, compile the message catalogues."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface


def requirements(path: Path) -> list[str]:
    """Return the requirement lines of a ``.in`` file, without comments."""
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


class Dependencies(MetadataHookInterface):
    """Gives the package the dependencies that ``requirements/base.in`` names: one list, not two."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the dependencies."""
        metadata["dependencies"] = requirements(Path(self.root) / "requirements" / "base.in")


class Catalogues(BuildHookInterface[Any]):
    """Compiles every ``.po`` to the ``.mo`` that the program reads; in place, so an editable install has them too."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 -- the builder's signature
        """Compile."""
        for catalogue in sorted((Path(self.root) / "src").rglob("*.po")):
            polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
