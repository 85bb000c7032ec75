"""Short codes: no look-alike letters, and every wrong letter or swap of neighbours is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinergi.documents import codes

SIGNS = st.sampled_from(codes.ALPHABET)
NUMBERS = st.integers(min_value=0, max_value=2**64)


def test_the_alphabet_has_no_look_alikes() -> None:
    """Of O/0/Q, I/1, 2/Z, 5/S, 8/B, U/V no two are in it, and its size is a prime, on which the check rests."""
    for pair in ("O0", "Q0", "OQ", "I1", "2Z", "5S", "8B", "UV", "G6"):
        assert not set(pair) <= set(codes.ALPHABET), pair
    size = len(codes.ALPHABET)
    assert len(set(codes.ALPHABET)) == size
    assert all(size % divisor for divisor in range(2, size))


@given(NUMBERS, st.integers(min_value=1, max_value=codes.LONGEST), st.data())
def test_a_wrong_letter_is_found(number: int, letters: int, data: st.DataObject) -> None:
    """Changing any one sign of a code makes it unsound."""
    code = codes.encode(number, letters=letters)
    assert codes.is_sound(code)
    at = data.draw(st.integers(min_value=0, max_value=len(code) - 1))
    other = data.draw(SIGNS.filter(lambda sign: sign != code[at]))
    assert not codes.is_sound(code[:at] + other + code[at + 1 :])


@given(NUMBERS, st.integers(min_value=1, max_value=codes.LONGEST), st.data())
def test_a_swap_of_neighbours_is_found(number: int, letters: int, data: st.DataObject) -> None:
    """Swapping two different neighbours makes a code unsound."""
    code = codes.encode(number, letters=letters)
    at = data.draw(st.integers(min_value=0, max_value=len(code) - 2))
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert codes.is_sound(swapped) == (swapped == code)


@given(NUMBERS)
def test_what_is_printed_is_read_back(number: int) -> None:
    """Spaces, hyphens and small letters of whoever types it do not matter."""
    code = codes.encode(number, letters=5)
    assert codes.normal(codes.spaced(code)) == code
    typed = codes.spaced(code).lower().replace("-", " \u2013 ")
    assert codes.normal(f"  {typed}. ") == code


@pytest.mark.parametrize("code", ["", "A", "K4TA9O", "k4ta9r", "A" * 30])
def test_nonsense_is_not_sound(code: str) -> None:
    """Too short, too long, small or foreign letters."""
    assert not codes.is_sound(code)


@given(st.text(), st.text())
def test_a_check_code_stands_for_its_text(text: str, other: str) -> None:
    """The same text gives the same code; another text, in practice, another one."""
    code = codes.check_code(text)
    assert codes.is_sound(codes.normal(code))
    assert len(code) == 9
    assert (codes.check_code(other) == code) == (other == text)


def test_the_check_code_stays_the_same_for_ever() -> None:
    """A code printed today must be confirmed by the program of tomorrow."""
    assert codes.check_code("Sinergi") == "CFWA-9NAV"


def test_a_body_of_other_letters_has_no_check_letter() -> None:
    """A programmer's slip is an error, not a code."""
    with pytest.raises(ValueError, match="code alphabet"):
        codes.check_letter("OIO")
