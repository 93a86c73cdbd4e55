"""Which steps apply, what is answered, and what comes next."""

from __future__ import annotations

from msgspec.structs import replace

from interview_coach.book.guides import Section, Step, StepKind, StepOption
from interview_coach.book.records import Value
from interview_coach.guides.path import (
    Progress,
    applies,
    askable,
    may_apply,
    next_section,
    progress,
    standing,
    steps_to_ask,
    still_valid,
)

from .small import LIMITS, REAL, STAKE

ALL = (REAL, LIMITS, STAKE)


def ids(steps: tuple[Step, ...]) -> list[str]:
    return [step.id for step in steps]


def step(id_: str) -> Step:
    return next(s for section in ALL for s in section.steps if s.id == id_)


def test_a_step_with_a_condition_applies_only_after_one_of_its_options() -> None:
    how_many = step("how-many")
    assert not applies(how_many, {})
    assert not applies(how_many, {"other-offers": "high"})
    assert applies(how_many, {"other-offers": "alternatives"})


def test_a_condition_on_ticks_wants_one_of_them() -> None:
    conditional = replace(step("floor"), only_if=("odd", ("money", "no-address")))
    assert applies(conditional, {"odd": ("money",)})
    assert not applies(conditional, {"odd": ()})


def test_a_step_for_each_line_applies_where_there_are_lines() -> None:
    assert not applies(step("asked"), {})
    assert not applies(step("asked"), {"needs": ()})
    assert applies(step("asked"), {"needs": ("a ramp",)})


def test_answers_that_do_not_apply_are_parked_and_count_again_later() -> None:
    answers = {"other-offers": "high", "how-many": "three"}
    assert standing(ALL, answers) == {"other-offers": "high"}
    assert standing(ALL, answers | {"other-offers": "alternatives"})["how-many"] == "three"


def test_what_hangs_on_a_parked_answer_is_parked_too() -> None:
    def chosen(id_: str, **more: object) -> Step:
        return replace(
            Step(id_, "s", f"{id_}?", StepKind.CHOICE, options=(StepOption("yes", "Yes"),)), **more
        )

    a, b = chosen("a"), chosen("b", only_if=("a", ("yes",)))
    c = chosen("c", only_if=("b", ("yes",)))
    section = Section("s", "S", "", (c, b, a))
    assert standing([section], {"b": "yes", "c": "yes"}) == {}
    assert set(standing([section], {"a": "yes", "b": "yes", "c": "yes"})) == {"a", "b", "c"}


def test_answers_of_steps_that_the_guide_does_not_know_are_left_out() -> None:
    assert standing(ALL, {"gone": "yes"}) == {}


def test_options_that_the_rules_have_dropped_since_are_left_out() -> None:
    answers: dict[str, Value] = {
        "odd": ("money", "gone"),
        "other-offers": "gone",
        "floor": "45",
        "again": "yes",
    }
    assert still_valid(ALL, answers) == {"odd": ("money",), "floor": "45", "again": "yes"}
    assert "other-offers" not in standing(ALL, answers)


def test_only_steps_that_apply_are_asked() -> None:
    assert "how-many" not in ids(steps_to_ask(STAKE, ALL, {}))
    assert "how-many" in ids(steps_to_ask(STAKE, ALL, {"other-offers": "alternatives"}))


def test_progress_counts_what_applies_and_an_empty_list_is_an_answer() -> None:
    assert progress(REAL, ALL, {}) == Progress(0, 2)
    assert str(progress(REAL, ALL, {"odd": ()})) == "1 of 2"
    assert progress(REAL, ALL, {"odd": (), "research": ("people",)}).is_complete
    assert progress(LIMITS, ALL, {"needs": ("a",)}) == Progress(1, 4)


def test_progress_counts_what_can_still_come_up_so_that_it_never_grows() -> None:
    assert str(progress(LIMITS, ALL, {"floor": "45"})) == "1 of 4"
    assert progress(LIMITS, ALL, {"floor": "45", "needs": ("a",)}) == Progress(2, 4)
    gone = progress(STAKE, ALL, {"other-offers": "high"})
    assert gone == Progress(1, len(STAKE.steps) - 1)


def test_a_step_can_come_up_while_what_it_hangs_on_is_open() -> None:
    how_many = step("how-many")
    assert may_apply(how_many, ALL, {})
    assert may_apply(how_many, ALL, {"other-offers": "alternatives"})
    assert not may_apply(how_many, ALL, {"other-offers": "high"})
    assert not may_apply(how_many, askable(ALL, without=[StepKind.CHOICE]), {})
    assert may_apply(step("asked"), ALL, {})


def test_what_hangs_on_a_step_that_cannot_come_up_cannot_either() -> None:
    a = Step("a", "s", "a?", StepKind.CHOICE, options=(StepOption("yes", "Yes"), StepOption("no", "No")))
    b, c = replace(a, id="b", only_if=("a", ("yes",))), replace(a, id="c", only_if=("b", ("yes",)))
    section = Section("s", "S", "", (a, b, c))
    assert may_apply(c, [section], {})
    assert not may_apply(c, [section], {"a": "no"})
    assert not may_apply(c, [section], {"a": "no", "b": "yes"})


def test_the_next_section_is_the_first_with_something_open() -> None:
    assert next_section(ALL, {}) is REAL
    assert next_section(ALL, {"odd": (), "research": ()}) is LIMITS
    assert next_section([REAL], {"odd": (), "research": ()}) is None


def test_steps_that_cannot_be_asked_are_left_out_with_sections_that_have_no_other() -> None:
    left = askable(ALL, without=[StepKind.COUNTRY, StepKind.TICKS])
    assert [section.id for section in left] == ["limits", "stake"]
    assert "country" not in ids(left[1].steps)


def test_for_all_leaves_only_what_can_hold_for_every_interview() -> None:
    left = askable(ALL, for_all=True)
    assert [ids(section.steps) for section in left] == [["floor"], ["other-offers", "stance"]]
