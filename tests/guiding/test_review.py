"""What a debrief amounts to, and which fixes stay open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from interview_coach.book.guides import Debrief, Section, Settles, Step, StepKind, StepOption
from interview_coach.book.records import Value
from interview_coach.guides.review import (
    UNSAFE,
    Before,
    Fix,
    fixes_of,
    open_fixes,
    review,
    supposed_ending,
)
from interview_coach.render.debrief_page import NOTHING, TELL, WHO_CAN_ACT, all_notes, as_data, last_page
from interview_coach.render.layout import columns, text_of
from interview_coach.storage.books import load_guides, roles

Answers = dict[str, Value]

ENDING = Step(
    "ending",
    "happened",
    "How did it end?",
    StepKind.CHOICE,
    options=(
        StepOption("planned", "As planned"),
        StepOption("left", "I left", how="You may."),
        StepOption(UNSAFE, "Something unsafe", how="It was not your fault."),
    ),
)
FACTS = Step("facts", "happened", "What was there to see?", StepKind.LINES)
MISTAKES = Step(
    "mistakes",
    "other",
    "What else?",
    StepKind.LINES,
    settles=Settles.MISTAKES,
    only_if=("ending", ("planned", "left")),
)
FIXES = Step("fixes", "other", "And instead?", StepKind.TEXT, settles=Settles.FIXES, for_each="mistakes")
FRIEND = Step("friend", "next", "To a friend?", StepKind.TEXT)
CONTACT = Step(
    "contact",
    "next",
    "Which?",
    StepKind.TICKS,
    options=(StepOption("thanks", "Thank them", how="In two lines."), StepOption("rest", "Rest")),
)
ACTION = Step("action", "next", "What next?", StepKind.TEXT, settles=Settles.ACTION)
DAY = Step("day", "next", "When?", StepKind.DATE, settles=Settles.ACTION_DATE)
DEBRIEF = Debrief(
    title="Look back",
    welcome="Ten minutes.",
    sections=(
        Section("happened", "What happened", "See.", (ENDING, FACTS)),
        Section("other", "Another way", "Do.", (MISTAKES, FIXES)),
        Section("next", "Next", "Go.", (FRIEND, CONTACT, ACTION, DAY)),
    ),
    closing=("Let it go.",),
    a_person_to_talk_to="Talk to a friend.",
)
TWO: Answers = {"ending": "planned", "mistakes": ("I talked", "I froze"), "fixes": ("I listen", "")}


def page(answers: Answers, width: int = 80) -> str:
    return "\n".join(map(text_of, last_page(review(DEBRIEF, answers), width)))


def test_each_mistake_stands_beside_its_fix() -> None:
    assert fixes_of(DEBRIEF, TWO) == (Fix("I talked", "I listen"), Fix("I froze", ""))


def test_a_mistake_without_a_fix_is_nothing_to_tick_off() -> None:
    assert open_fixes(DEBRIEF, [TWO]) == (Fix("I talked", "I listen"),)


def test_a_fix_that_was_ticked_off_is_no_longer_open() -> None:
    assert open_fixes(DEBRIEF, [TWO], {"I listen"}) == ()


def test_the_same_fix_of_two_debriefs_is_asked_once_and_in_their_order() -> None:
    later: Answers = {"ending": "left", "mistakes": ("x", "y"), "fixes": ("I breathe", "I listen")}
    assert [fix.fix for fix in open_fixes(DEBRIEF, [later, TWO])] == ["I breathe", "I listen"]


def test_fewer_fixes_than_mistakes_leave_the_last_ones_without() -> None:
    answers: Answers = {**TWO, "fixes": ("I listen",)}
    assert fixes_of(DEBRIEF, answers)[1] == Fix("I froze", "")


@pytest.mark.parametrize("ending", [{}, {"ending": UNSAFE}])
def test_mistakes_that_are_not_asked_for_count_nowhere(ending: dict[str, str]) -> None:
    answers: Answers = {**{k: v for k, v in TWO.items() if k != "ending"}, **ending}
    assert open_fixes(DEBRIEF, [answers]) == ()
    found = review(DEBRIEF, answers)
    assert found.fixes == ()
    assert "talked" not in str(as_data(found))
    assert "talked" not in "\n".join(map(text_of, all_notes(found, 80)))


def test_after_something_unsafe_nobody_is_told_to_let_go() -> None:
    shown = page({"ending": UNSAFE})
    assert "It was not your fault." in shown
    assert "Let it go." not in shown
    assert "Talk to a friend." in shown
    assert "coach followup report" in shown
    assert as_data(review(DEBRIEF, {"ending": UNSAFE}))["closing"] == []


KNOWN = Before(is_unsafe=True)
IN_DOUBT = Before(is_in_doubt=True)


@pytest.mark.parametrize(
    ("before", "answers", "is_unsafe"),
    [
        (KNOWN, {}, True),
        (KNOWN, {"ending": "planned"}, True),
        (IN_DOUBT, {}, True),
        (IN_DOUBT, {"ending": "planned"}, False),
        (IN_DOUBT, {"ending": UNSAFE}, True),
        (Before(has_left=True), {}, False),
    ],
)
def test_danger_that_was_known_before_is_never_let_go_of(
    before: Before, answers: Answers, is_unsafe: bool
) -> None:
    found = review(DEBRIEF, answers, before=before)
    assert found.is_unsafe is is_unsafe
    shown = "\n".join(map(text_of, last_page(found, 80)))
    assert ("It was not your fault." in shown, TELL in shown, WHO_CAN_ACT in shown) == (is_unsafe,) * 3
    assert ("Let it go." in shown) is not is_unsafe
    assert NOTHING not in shown or not is_unsafe
    assert shown.count("It was not your fault.") == is_unsafe


def test_how_it_ended_is_supposed_from_what_is_known() -> None:
    left = replace(ENDING, options=(StepOption("i-left", "I left"), StepOption(UNSAFE, "Unsafe")))
    debrief = replace(DEBRIEF, sections=(Section("happened", "What happened", "See.", (left,)),))
    assert supposed_ending(debrief, KNOWN) == {"ending": UNSAFE}
    assert supposed_ending(debrief, Before(is_unsafe=True, has_left=True)) == {"ending": UNSAFE}
    assert supposed_ending(debrief, Before(has_left=True)) == {"ending": "i-left"}
    assert supposed_ending(DEBRIEF, Before(has_left=True)) == {}
    assert supposed_ending(debrief, IN_DOUBT) == {}


def test_what_helps_after_something_unsafe_is_shown_in_full() -> None:
    assert "Which?\n- Thank them\n- Rest\n" in page({"ending": UNSAFE, "contact": ("thanks", "rest")})


def test_what_the_coach_says_to_a_choice_is_said_back() -> None:
    assert review(DEBRIEF, {"ending": "left"}).said_back == ("You may.",)
    assert review(DEBRIEF, {"ending": "planned"}).said_back == ()


def test_what_the_coach_says_to_a_tick_stands_with_it_and_not_before_all() -> None:
    found = review(DEBRIEF, {"contact": ("thanks",)})
    assert found.said_back == ()
    assert "  In two lines." in map(text_of, all_notes(found, 80))


def test_noting_nothing_is_fine_and_ends_kindly() -> None:
    shown = page({})
    assert NOTHING in shown
    assert "Let it go." in shown
    assert as_data(review(DEBRIEF, {}))["next_step"] is None


def test_what_was_ticked_as_none_is_nothing_noted() -> None:
    assert NOTHING in page({"contact": ()})


def test_the_page_to_end_on_names_fix_step_and_day_but_no_mistake() -> None:
    shown = page({**TWO, "action": "Sleep", "day": "2026-11-23", "friend": "You are fine"})
    assert "Next time: I listen" in shown
    assert "Next step: Sleep (2026-11-23)" in shown
    assert 'In your own words: "You are fine"' in shown
    assert "I talked" not in shown
    assert "I froze" not in shown


def test_everything_noted_shows_each_mistake_with_its_fix_right_below() -> None:
    rows = [text_of(line) for line in all_notes(review(DEBRIEF, TWO), 80)]
    at = rows.index("  I talked")
    assert rows[at : at + 3] == ["  I talked", "  Next time: I listen", "  I froze"]


def test_on_a_phone_the_page_keeps_the_next_step_and_the_person_to_talk_to() -> None:
    answers: Answers = {
        "ending": "planned",
        "facts": tuple(f"fact {n} " * 9 for n in range(9)),
        "mistakes": tuple(f"m{n}" for n in range(9)),
        "fixes": tuple(f"fix {n} " * 9 for n in range(9)),
        "friend": "kind " * 40,
        "action": "step " * 40,
    }
    lines = last_page(review(DEBRIEF, answers), 40)
    assert len(lines) <= 20
    shown = "\n".join(map(text_of, lines))
    assert "Next step: step" in shown
    assert "Talk to a friend." in shown


def test_control_characters_in_own_words_are_shown_and_not_obeyed() -> None:
    answers: Answers = {"facts": ("a\x1b[2Jb",), "action": "c\x07d", "friend": "[bold]e"}
    for lines in (last_page(review(DEBRIEF, answers), 80), all_notes(review(DEBRIEF, answers), 80)):
        shown = "\n".join(map(text_of, lines))
        assert "\x1b" not in shown
        assert "\x07" not in shown
        assert "c\\x07d" in shown
        assert "[bold]e" in shown


OWN = st.text(max_size=60)


@given(
    facts=st.lists(OWN, max_size=9),
    mistakes=st.lists(OWN, max_size=9),
    fixes=st.lists(OWN, max_size=9),
    action=OWN,
    width=st.integers(20, 120),
    ending=st.sampled_from(["", "planned", "left", UNSAFE, "gone"]),
)
def test_any_words_fit_any_width(
    facts: list[str], mistakes: list[str], fixes: list[str], action: str, width: int, ending: str
) -> None:
    answers: Answers = {
        "facts": tuple(facts),
        "mistakes": tuple(mistakes),
        "fixes": tuple(fixes),
        "action": action,
        "ending": ending,
    }
    found = review(DEBRIEF, answers)
    for lines in (last_page(found, width), all_notes(found, width)):
        assert all(columns(text_of(line)) <= width for line in lines)
        assert all("\n" not in text_of(line) for line in lines)


@pytest.mark.parametrize("role", roles())
class TestBuiltIn:
    """What must hold of the debrief of every role."""

    @pytest.fixture
    def guide(self, role: str) -> Debrief:
        guide = load_guides(role).debrief
        assert guide is not None
        return guide

    def test_after_something_unsafe_no_mistake_is_asked_for_and_no_blame_is_given(
        self, guide: Debrief
    ) -> None:
        ending = guide.sections[0].steps[0]
        found = review(guide, {ending.id: UNSAFE})
        assert found.is_unsafe
        assert any("not your fault" in text for text in found.said_back)
        asked = {str(entry["step"]) for entry in as_data(found)["open"]}  # type: ignore[attr-defined]
        settled = {step.id: step.settles for section in guide.sections for step in section.steps}
        assert Settles.MISTAKES not in {settled[id_] for id_ in asked}
        assert asked.isdisjoint({"good", "anything", "facts"})

    def test_where_nobody_says_how_it_ended_what_does_no_harm_is_asked(self, guide: Debrief) -> None:
        asked = {str(entry["step"]) for entry in as_data(review(guide, {}))["open"]}  # type: ignore[attr-defined]
        assert {"ending", "facts", "good", "action"} <= asked
        assert asked.isdisjoint({"safe-now", "on-record", "anything", "mistakes", "feelings"})
        answers: Answers = {"facts": ("A talk",), "good": ("I asked",)}
        assert len(review(guide, answers).parts) == 2

    @pytest.mark.parametrize("before", [KNOWN, Before(has_left=True)], ids=["danger", "left"])
    def test_how_it_ended_can_be_taken_from_what_is_known(self, guide: Debrief, before: Before) -> None:
        assert set(supposed_ending(guide, before)) == {guide.sections[0].steps[0].id}

    def test_there_is_a_way_to_say_that_nothing_was_wrong(self, guide: Debrief) -> None:
        steps = {step.id: step for section in guide.sections for step in section.steps}
        assert {"not-a-fit", "off-day", "theirs", "not-today"} <= {o.id for o in steps["anything"].options}
        assert steps["mistakes"].only_if == ("anything", ("something",))

    def test_every_step_says_why_it_is_asked(self, guide: Debrief) -> None:
        assert [s.id for section in guide.sections for s in section.steps if not s.why] == []

    def test_the_end_fits_a_phone_whatever_was_noted(self, guide: Debrief) -> None:
        keys = (("m", "more"), ("k", "keep"), ("b", "back"), ("h", "hide"), ("q", "done"))
        ending = guide.sections[0].steps[0]
        for option in ending.options:
            answers: Answers = {ending.id: option.id}
            for step in (s for section in guide.sections for s in section.steps if s is not ending):
                words = "words that go on for a while, as they do"
                if step.options:
                    ids = tuple(o.id for o in step.options)
                    answers[step.id] = ids[0] if step.kind is StepKind.CHOICE else ids[:2]
                else:
                    answers[step.id] = (words,) if step.kind is StepKind.LINES or step.for_each else words
            assert len(last_page(review(guide, answers), 40, commands=keys)) <= 20, option.id
