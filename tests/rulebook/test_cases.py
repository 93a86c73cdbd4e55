"""A case says what it expected and what it got; known disagreements must go on disagreeing."""

from __future__ import annotations

import pytest

from interview_coach.engine.engine import Engine
from interview_coach.rulebook.cases import CaseResult, WrittenCase, run_case, uncovered_flags

from .packs import load_small, small_engine

CASE = """
cases:
  - name: Less than the advert, and no one asked
    answers: {danger: none, topics: [pay], pay: [low-pay], raised: {pay: not-yet}, context: {need: high}}
    profile: {deal_breakers: [low-pay]}
    expect: EXPECT
"""


def result(expect: str) -> CaseResult:
    loaded = load_small({"try.cases.yaml": CASE.replace("EXPECT", expect)})
    (case,) = [case for case in loaded.cases["small"] if "no one asked" in case.shape.name]
    return run_case(Engine(loaded.books["small"]), case)


def test_a_case_that_comes_out_as_expected_holds() -> None:
    got = result(
        "{verdict: stay, row: raise-it, flags: [low-pay], silent: [unpaid], levels: {low-pay: dealbreaker}, settled: true}"
    )
    assert got.holds
    assert got.misses == ()
    assert (got.verdict, got.row, got.flags) == ("stay", "raise-it", ("low-pay",))
    assert str(got.place) == "layer1/try.cases.yaml:3:11"


@pytest.mark.parametrize(
    ("expect", "miss"),
    [
        ("{verdict: walk-out}", "verdict stay, expected walk-out"),
        ("{verdict: walk-out, acceptable: [walk-out, politely-exit]}", "verdict stay, expected walk-out or politely-exit"),
        ("{verdict: stay, row: watch}", "row raise-it, expected watch"),
        ("{verdict: stay, flags: []}", "flags low-pay, expected none"),
        ("{verdict: stay, flags: [unpaid, late]}", "flags low-pay, expected late, unpaid"),
        ("{verdict: stay, silent: [unpaid, low-pay]}", "low-pay fires, expected silent"),
        ("{verdict: stay, levels: {low-pay: serious}}", "low-pay at level dealbreaker, expected serious"),
        ("{verdict: stay, levels: {unpaid: serious}}", "unpaid at level none, expected serious"),
        ("{verdict: stay, settled: false}", "settled true, expected false"),
    ],
)  # fmt: skip
def test_a_case_that_does_not_says_what_it_got_and_what_it_expected(expect: str, miss: str) -> None:
    got = result(expect)
    assert not got.holds
    assert got.misses == (miss,)


def test_every_miss_is_reported_at_once() -> None:
    got = result(
        "{verdict: walk-out, row: danger, flags: [late], silent: [low-pay], levels: {low-pay: note}, settled: false}"
    )
    assert [miss.split()[0] for miss in got.misses] == [
        "verdict",
        "row",
        "flags",
        "low-pay",
        "low-pay",
        "settled",
    ]


def test_an_acceptable_verdict_holds_even_if_another_is_hoped_for() -> None:
    assert result("{verdict: politely-exit, acceptable: [politely-exit, stay]}").holds


def test_a_known_disagreement_holds_while_it_disagrees() -> None:
    got = result("{verdict: walk-out, known_disagreement: The advice knew more than the story tells.}")
    assert got.holds
    assert got.misses == ("verdict stay, expected walk-out",)
    assert got.known_disagreement == "The advice knew more than the story tells."


def test_a_known_disagreement_that_agrees_by_now_fails() -> None:
    got = result("{verdict: stay, known_disagreement: It used to differ.}")
    assert not got.holds
    assert got.misses == ("it agrees now; take known_disagreement out",)


def small_cases() -> tuple[WrittenCase, ...]:
    return load_small().cases["small"]


def test_a_pack_whose_flags_all_fire_and_keep_silent_has_no_gaps() -> None:
    engine = small_engine()
    cases = small_cases()
    assert uncovered_flags(engine, cases, [run_case(engine, case) for case in cases]) == []


def test_a_flag_without_firing_or_boundary_case_is_named() -> None:
    engine = small_engine()
    cases = [case for case in small_cases() if "The door is locked" not in case.shape.name]
    missing = uncovered_flags(engine, cases, [run_case(engine, case) for case in cases])
    assert missing == ["trapped: no case fires it", "scam: no case at its boundary (silent)"]
