"""Going through the steps of a section, with a person who types at the plain asker."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest
from msgspec.structs import replace

from interview_coach.book.guides import Country, Section, StepKind
from interview_coach.book.records import Value
from interview_coach.dialogue.port import Hidden
from interview_coach.dialogue.texts import Move
from interview_coach.dialogue.walk import Walk
from interview_coach.render.step_screens import breakable
from interview_coach.storage.books import load_book
from interview_coach.terminal.plain import PlainAsker

from .small import COUNTRIES, LIMITS, REAL, STAKE, small_debrief

ALL = (REAL, LIMITS, STAKE)
LEARN = small_debrief().sections[0]


@dataclass
class Walked:
    """What came of a walk: how it ended, what was answered, what was handed on one by one, what was printed."""

    ending: Move | None
    answers: dict[str, Value]
    kept: list[tuple[str, Value | None]] = field(default_factory=list)
    printed: str = ""


def walked(
    section: Section,
    typed: str,
    answers: dict[str, Value] | None = None,
    *,
    sections: Sequence[Section] = (),
    countries: Sequence[Country] = COUNTRIES,
    fixes: Sequence[tuple[str, str]] = (),
    today: date | None = date(2026, 11, 22),
) -> Walked:
    """Walk through a section, typing one word after another, `_` for an empty line."""
    lines = "".join(f"{'' if word == '_' else word}\n" for word in typed.split())
    printed = io.StringIO()
    result = Walked(None, dict(answers or {}))
    walk = Walk(
        sections or (*ALL, LEARN),
        PlainAsker(load_book().wording, io.StringIO(lines), printed),
        lambda step, value: result.kept.append((step, value)),
        result.answers,
        load_book(),
        countries,
        fixes,
        today,
    )
    try:
        result.ending = walk.run(section)
    except KeyboardInterrupt:
        result.ending = None
    result.printed = printed.getvalue()
    return result


def only(section: Section, *steps: str) -> Section:
    """The section with these steps alone."""
    return replace(section, steps=tuple(step for step in section.steps if step.id in steps))


def test_each_answer_is_handed_on_at_once() -> None:
    result = walked(REAL, "1,2 1")
    assert result.ending is Move.ON
    assert result.kept == [("research", ("website", "people")), ("odd", ("no-address",))]


def test_breaking_off_keeps_what_was_answered() -> None:
    result = walked(REAL, "2")
    assert result.ending is None
    assert result.kept == [("research", ("people",))]


def test_none_of_these_is_an_answer_and_skipping_is_none() -> None:
    result = walked(REAL, "0 s")
    assert result.ending is Move.ON
    assert result.answers == {"research": ()}


@pytest.mark.parametrize(("section", "typed"), [(REAL, "1 h"), (REAL, "? h"), (LIMITS, "h"), (LIMITS, "? h")])
def test_hiding_ends_everything_at_once(section: Section, typed: str) -> None:
    with pytest.raises(Hidden):
        walked(section, typed)


def test_back_leads_to_the_step_before_and_from_the_first_one_out() -> None:
    result = walked(REAL, "1 b 2 0")
    assert result.answers == {"research": ("people",), "odd": ()}
    assert walked(REAL, "b").ending is Move.BACK


def test_earlier_ticks_are_shown_and_skipping_leaves_them() -> None:
    result = walked(REAL, "s s", {"research": ("people",), "odd": ()})
    assert "You ticked 2 before." in result.printed
    assert "s keep it" in result.printed
    assert result.kept == []


def test_a_section_that_was_begun_goes_on_where_it_is_open() -> None:
    result = walked(REAL, "2", {"research": ("people",)})
    assert result.kept == [("odd", ("money",))]


def test_why_tells_the_reason_how_one_finds_out_and_where_it_comes_from() -> None:
    printed = walked(REAL, "? _ 0 ? _ 0").printed
    assert "Their own website\nType the address yourself." in printed
    assert "Acas: Interviews (2024)" in printed
    assert "https://example.org/acas" in printed
    assert "Most tricks show before the day." in printed


def test_a_choice_is_kept_by_its_id_and_shown_when_one_comes_back() -> None:
    section = only(STAKE, "other-offers")
    assert walked(section, "3").kept == [("other-offers", "alternatives")]
    again = walked(section, "1", {"other-offers": "alternatives"})
    assert "You chose 3 before." in again.printed
    assert again.kept == [("other-offers", "high")]


def test_the_heading_says_where_one_is_also_on_ticks() -> None:
    printed = walked(REAL, "1 1").printed.splitlines()
    assert printed[:2] == ["Is it real?: 1 of 2", "What have you looked up?"]
    assert "Is it real?: 2 of 2" in printed


def test_the_count_takes_in_what_may_still_come_up_so_that_it_never_grows() -> None:
    section = only(STAKE, "other-offers", "how-many", "again")
    yes = walked(section, "3 two 1").printed
    assert [line for line in yes.splitlines() if " of " in line] == [
        f"What is at stake: {n} of 3" for n in (1, 2, 3)
    ]
    no = walked(section, "1 1").printed
    assert [line for line in no.splitlines() if " of " in line] == [
        "What is at stake: 1 of 3",
        "What is at stake: 2 of 2",
    ]


def test_an_empty_line_keeps_an_earlier_choice() -> None:
    result = walked(only(STAKE, "other-offers"), "_", {"other-offers": "alternatives"})
    assert "An empty line: keep it." in result.printed
    assert (result.ending, result.kept) == (Move.ON, [])
    assert walked(only(STAKE, "other-offers"), "_").ending is None


def test_words_typed_where_digits_are_wanted_are_told_so() -> None:
    assert "This screen takes keys, not words." in walked(REAL, "half 1 1").printed


def test_a_step_that_does_not_apply_is_not_asked() -> None:
    section = only(STAKE, "other-offers", "how-many")
    assert "How many others?" not in walked(section, "1").printed
    assert walked(section, "3 two").answers["how-many"] == "two"


def test_an_amount_wants_a_number_and_keeps_its_text() -> None:
    result = walked(only(LIMITS, "floor"), "lots 45,000")
    assert "A number is needed, such as 45000 EUR a year." in result.printed
    assert result.kept == [("floor", "45,000")]


def test_a_date_wants_a_day() -> None:
    result = walked(only(STAKE, "day"), "soon 2026/12/1")
    assert "Such as 23 Nov, next Monday, in two weeks, or 2026-11-23." in result.printed
    assert 'I don\'t know that day: "soon".' in result.printed
    assert "Write the day as 2026-11-23, or 23 Nov." in result.printed
    assert result.kept == [("day", "2026-12-01")]


def test_a_day_that_is_not_written_in_full_is_said_back_and_can_be_changed() -> None:
    result = walked(only(STAKE, "day"), "tomorrow enter")
    assert "Monday, 23 November" in result.printed
    assert "Enter right, b change it, h hide" in result.printed
    assert result.kept == [("day", "2026-11-23")]
    changed = walked(only(STAKE, "day"), "tomorrow b Sat enter")
    assert changed.kept == [("day", "2026-11-28")]
    with pytest.raises(Hidden):
        walked(only(STAKE, "day"), "tomorrow h")


def test_a_day_that_was_said_before_stands_there_as_one_says_it() -> None:
    result = walked(only(STAKE, "day"), "_", {"day": "2027-01-04"})
    assert "Now: Monday, 4 January 2027." in result.printed
    assert result.kept == []


def test_without_a_today_a_day_wants_its_year() -> None:
    result = walked(only(STAKE, "day"), "tomorrow 2026-12-01", today=None)
    assert "Such as 23 Nov 2026, or 2026-11-23." in result.printed
    assert "or 23 Nov 2026." in result.printed
    assert result.kept == [("day", "2026-12-01")]


def test_an_empty_line_keeps_nothing_and_what_was_there_can_be_taken_out() -> None:
    section = only(LIMITS, "floor")
    assert walked(section, "_").kept == []
    assert walked(section, "_", {"floor": "45"}).kept == []
    assert walked(section, "-", {"floor": "45"}).kept == [("floor", None)]


def test_lines_are_asked_one_after_another_until_an_empty_one() -> None:
    result = walked(only(LIMITS, "needs"), "ramp quiet _")
    assert result.kept == [("needs", ("ramp",)), ("needs", ("ramp", "quiet"))]
    assert "1 noted." in result.printed
    assert result.printed.index("An empty line ends.") < result.printed.index("1 noted.")


def test_lines_that_are_there_can_be_changed_taken_out_and_added_to() -> None:
    section = only(LIMITS, "needs")
    before: dict[str, Value] = {"needs": ("ramp", "quiet", "water")}
    assert walked(section, "2 silence s", before).answers["needs"] == ("ramp", "silence", "water")
    assert walked(section, "2 - s", before).answers["needs"] == ("ramp", "water")
    assert walked(section, "a lift _", before).answers["needs"] == ("ramp", "quiet", "water", "lift")
    assert walked(section, "s", before).kept == []
    assert walked(section, "b", before).ending is Move.BACK


def test_taking_out_the_last_line_takes_the_answer_back() -> None:
    result = walked(only(LIMITS, "needs"), "1 - _", {"needs": ("ramp",)})
    assert result.kept == [("needs", None)]


def test_no_more_than_nine_lines_are_asked_for() -> None:
    nine = " ".join(f"line{n}" for n in range(9))
    result = walked(only(LIMITS, "needs"), nine)
    assert result.ending is Move.ON
    assert len(result.answers["needs"]) == 9
    assert "a add one" not in walked(only(LIMITS, "needs"), "s", result.answers).printed


def test_a_step_for_each_line_is_asked_once_for_each() -> None:
    result = walked(LEARN, "late rambled _ leave-early _")
    assert result.answers == {"mistakes": ("late", "rambled"), "fixes": ("leave-early", "")}


def test_going_back_among_the_lines_changes_the_earlier_answer() -> None:
    before: dict[str, Value] = {"mistakes": ("late", "rambled")}
    result = walked(LEARN, "one b two three", before)
    assert result.answers["fixes"] == ("two", "three")


def test_what_was_said_for_a_line_goes_with_it() -> None:
    before: dict[str, Value] = {"mistakes": ("late", "rambled", "shy"), "fixes": ("a", "b", "c")}
    result = walked(LEARN, "2 - s _ _", before)
    assert result.answers == {"mistakes": ("late", "shy"), "fixes": ("a", "c")}


def test_back_from_the_first_line_leads_to_the_step_before() -> None:
    result = walked(LEARN, "late _ b a again _ one two")
    assert result.answers == {"mistakes": ("late", "again"), "fixes": ("one", "two")}


def test_a_country_is_chosen_or_left_open() -> None:
    section = only(STAKE, "country")
    assert walked(section, "2").kept == [("country", "de")]
    assert walked(section, "0").kept == [("country", "none")]


def test_without_countries_none_is_asked_for() -> None:
    result = walked(only(STAKE, "country", "day"), "2026-12-01", countries=())
    assert result.kept == [("day", "2026-12-01")]


def test_more_countries_than_digits_go_on_further_screens() -> None:
    many = [replace(COUNTRIES[0], id=f"c{n}", name=f"Land {n}") for n in range(15)]
    section = only(STAKE, "country")
    assert walked(section, "8", countries=many).kept == [("country", "c7")]
    assert walked(section, "9", countries=many).kept == [("country", "c8")]
    assert walked(section, "+ 15", countries=many).kept == [("country", "c14")]
    assert walked(section, "+ + 1", countries=many).kept == [("country", "c0")]
    assert "+ more" in walked(section, "1", countries=many).printed
    nine = many[:9]
    assert walked(section, "9", countries=nine).kept == [("country", "c8")]


def test_open_fixes_are_ticked_off_and_not_asked_for_where_there_are_none() -> None:
    section = only(STAKE, "fixes", "day")
    result = walked(section, "_ 2", fixes=(("sleep", "Sleep earlier"), ("map", "Look at the map")))
    assert result.kept == [("fixes", ("map",))]
    assert walked(section, "_").ending is Move.ON


# -- deal-breakers ----------------------------------------------------------------------------------------


def test_deal_breakers_begin_with_where_they_could_be() -> None:
    topics = list(breakable(load_book()))
    assert {"danger", "self"}.isdisjoint(topic.id for topic in topics)
    result = walked(only(LIMITS, "breakers"), "+ 0")
    for topic in topics:
        assert topic.title in result.printed
    assert result.kept == [("breakers", ())]


def test_only_the_topics_that_were_named_are_gone_through() -> None:
    book = load_book()
    (pay, pay_flags), *rest = breakable(book).items()
    result = walked(only(LIMITS, "breakers"), "1 1,3")
    assert result.answers["breakers"] == (pay_flags[0].id, pay_flags[2].id)
    assert pay_flags[0].option in result.printed
    for topic, flags in rest:
        assert flags[0].option not in result.printed, topic.id
    assert pay.title in result.printed


def test_nothing_that_is_no_red_flag_can_be_a_deal_breaker() -> None:
    for role in ("candidate", "interviewer", "freelancer", "vendor"):
        for topic, flags in breakable(load_book(role)).items():
            assert flags, topic.id
            assert all(flag.option and flag.severity.id != "danger" for flag in flags)


def test_earlier_deal_breakers_are_shown_and_a_topic_left_out_loses_its_own() -> None:
    (_, first), (_, second), *_ = breakable(load_book()).items()
    before: dict[str, Value] = {"breakers": (first[0].id, second[1].id)}
    result = walked(only(LIMITS, "breakers"), "1,3 s 0", before)
    assert "You ticked 1, 2 before." in result.printed
    assert result.answers["breakers"] == (first[0].id,)


def test_back_among_the_topics_leads_to_the_list_of_topics() -> None:
    (_, first), *_ = breakable(load_book()).items()
    result = walked(only(LIMITS, "breakers"), "1,2 1 b b 1 1")
    assert result.answers["breakers"] == (first[0].id,)
    assert walked(only(LIMITS, "breakers"), "1 b b").ending is Move.BACK
    with pytest.raises(Hidden):
        walked(only(LIMITS, "breakers"), "1 h")


@pytest.mark.parametrize("kind", list(StepKind))
def test_every_kind_of_step_can_be_asked(kind: StepKind) -> None:
    """A kind that nobody thought of here would fall through to a line of text."""
    step = next(
        (s for section in (*ALL, LEARN) for s in section.steps if s.kind is kind and not s.for_each), None
    )
    assert step is not None
    section = only(next(s for s in (*ALL, LEARN) if step in s.steps), step.id)
    wanted = "2026-12-01" if kind is StepKind.DATE else "1"
    before: dict[str, Value] = {"other-offers": "alternatives"}
    result = walked(section, f"{wanted} 1 _ _", before, fixes=(("a", "A"),))
    assert [step_id for step_id, _ in result.kept][:1] == [step.id]
