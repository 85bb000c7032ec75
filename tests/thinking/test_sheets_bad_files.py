"""Every bad file is named: refused whole, or each fault with its cell."""

from __future__ import annotations

import pytest

from sinergi.sheets.mark import mark
from sinergi.sheets.parse import parse
from sinergi.sheets.read import read_book
from sinergi.vocabulary.refusal import Refused
from tests.bad_sheets.cases import CASES, Case
from tests.bad_sheets.making import SCHEMA


@pytest.mark.parametrize("case", [case for case in CASES if case.refused], ids=lambda case: case.name)
def test_the_file_is_refused_by_name(case: Case) -> None:
    """The refusal has the expected code, and says in both languages what to do."""
    with pytest.raises(Refused) as caught:
        read_book(case.make(), file_name=case.file_name)
    assert caught.value.code == case.codes[0]
    assert len(caught.value.sentence.id) > 40
    assert len(caught.value.sentence.en) > 40


@pytest.mark.parametrize("case", [case for case in CASES if not case.refused], ids=lambda case: case.name)
def test_the_fault_is_found_at_its_cell(case: Case) -> None:
    """Every expected code is among the problems; the first at its address; the copy handed back says the same."""
    data = case.make()
    book = read_book(data, file_name=case.file_name)
    parsed = parse(book, schema=SCHEMA)
    codes = [problem.code for problem in parsed.problems]
    assert set(case.codes) <= set(codes), codes
    if case.cell:
        assert case.cell in {problem.cell for problem in parsed.problems if problem.code == case.codes[0]}
    copy = mark(data, file_name=case.file_name, book=book, problems=parsed.problems)
    again = read_book(copy, file_name="bertanda.xlsx")
    listed = {row[6] for row in again.sheets[-1].rows[3:]}
    assert listed == set(codes)


def test_there_are_many_cases_and_none_twice() -> None:
    """The collection is broad, and each case has a name of its own."""
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))
    assert len(names) >= 140
