"""What the forms about meetings and roll-calls share: how long texts may be, and where a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from django.utils.translation import get_language

from sinergi.entrypoints.console.people_forms import Written
from sinergi.vocabulary.refusal import Refused

LINE: Final = 2000  # letters of a line or decision; what holds is decided by the rules of the area
TITLE: Final = 200
NUMBER: Final = 80
OFFICE: Final = 160
REASON: Final = 400
ITEMS: Final = 40  # agenda items
GATES: Final = ("access.", "rulebook.")  # refusals that no other word in the form would change


class Said(Written):
    """A form of these pages. ``AT``: the code of a refusal -> the field that it is shown at."""

    AT: ClassVar[Mapping[str, str]] = {}

    def refuse(self, error: Refused) -> None:
        """Show a refusal at the field that it is about, or above all."""
        field = self.AT.get(error.code, "")
        if field in self.fields:
            self.add_error(field, error.sentence.in_(get_language() or "id"))
        else:
            super().refuse(error)

    def done(self, do: Callable[[], object]) -> bool:
        """Say whether the form is whole and ``do`` was not refused; a refusal that no word would change is raised."""
        if not self.is_bound or not self.is_valid():
            return False
        try:
            do()
        except Refused as error:
            if error.code.startswith(GATES):
                raise
            self.refuse(error)
            return False
        return True
