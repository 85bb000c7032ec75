"""What is missing at a task is told with the pack's names of task and shift, in both languages."""

from __future__ import annotations

import pytest

from sinergi.areas.deployment.queries.telling import Teller
from sinergi.planner.deployment.result import Shortage
from sinergi.vocabulary.sentence import Sentence
from tests import cast, world


@pytest.mark.django_db
def test_a_task_that_lacks_people_is_named() -> None:
    """The planner speaks in codes, the viewer reads names."""
    world.small()
    message = Sentence(
        "Tugas jaga-gudang-h-1 (regu h-1-malam) kekurangan 1 dari 2 orang.",
        "The task jaga-gudang-h-1 (shift h-1-malam) lacks 1 of 2 people.",
    )
    [told] = Teller(cast.kapolsek).shortages([Shortage(kind="task", missing=1, at="jaga-gudang-h-1", message=message)])
    assert told.message.id == "Tugas Jaga gudang logistik (regu H-1 malam) kekurangan 1 dari 2 orang."
    assert told.message.en == "The task Guard of the store (shift H-1, night) lacks 1 of 2 people."
