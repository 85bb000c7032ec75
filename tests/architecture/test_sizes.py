"""Small: functions at most 60 lines, by habit 30; modules at most 400, by habit 250."""

from __future__ import annotations

from tests.architecture.tree import FunctionNode, modules

FUNCTION, FUNCTION_HABIT = 60, 30
MODULE, MODULE_HABIT = 400, 250
DATA = ("src/sinergi/vocabulary/terms.py",)  # a list of words, one line each: long because the language is


def length(function: FunctionNode) -> int:
    """Return the lines from ``def`` to the last statement."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def ninetieth(values: list[int]) -> int:
    """Return the 90th percentile."""
    return sorted(values)[int(len(values) * 0.9)]


def test_no_function_is_long() -> None:
    """A function fits on one screen."""
    long = [
        f"{module.where}:{function.lineno} {function.name} {length(function)}"
        for module in modules()
        for function in module.functions()
        if length(function) > FUNCTION
    ]
    assert not long


def test_no_module_is_long() -> None:
    """A module can be read in one go."""
    long = [
        f"{module.where} {lines}"
        for module in modules()
        if (lines := module.text.count("\n")) > MODULE and module.where not in DATA
    ]
    assert not long


def test_nine_of_ten_keep_the_habit() -> None:
    """The 90th percentiles stay at the habit, so that the limits remain the exception."""
    assert ninetieth([length(function) for module in modules() for function in module.functions()]) <= FUNCTION_HABIT
    assert ninetieth([module.text.count("\n") for module in modules()]) <= MODULE_HABIT
