"""Secrets in addresses that open without signing in."""

from __future__ import annotations

import re

import pytest

from sinergi.journal import links


@pytest.mark.parametrize("size", [10, 15, 20])
def test_one_door_one_token(size: int) -> None:
    """The same words give the same token; another door, another thing or another place of the cut another one."""
    token = links.token("door", "ab", "c", size=size)
    assert re.fullmatch(rf"[A-Z2-7]{{{size * 8 // 5}}}", token)
    others = [
        links.token("other", "ab", "c", size=size),
        links.token("door", "ab", "d", size=size),
        links.token("door", "a", "bc", size=size),
    ]
    assert links.token("door", "ab", "c", size=size) == token
    assert len({token, *others}) == 4


def test_a_token_typed_by_hand_opens_and_a_wrong_one_does_not() -> None:
    """Small letters and spaces around it do as well; another sign, a piece, an empty or a foreign text does not."""
    token = links.token("door", 1, size=15)
    assert links.same(f" {token.lower()}\n", token)
    wrong = "A" if token[-1] != "A" else "B"
    assert not any(links.same(said, token) for said in ("", token[:-1], token[:-1] + wrong, token + "A", "Ж" * 24))
