"""What commands share: whether to keep, which interview it is about, and a journal that is broken."""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path

import pytest
from person import invoke

from interview_coach.dialogue.interviews import (
    Chosen,
    How,
    ask_to_keep,
    at_hand,
    choose_interview,
    open_or_warn,
)
from interview_coach.dialogue.port import Hidden, Reply
from interview_coach.problems import BadInput, WorthTelling
from interview_coach.render.layout import text_of
from interview_coach.render.screen_page import screen_lines
from interview_coach.session.screens import Screen
from interview_coach.storage.books import load_book
from interview_coach.storage.folders import DAY
from interview_coach.storage.journal import journal_file, open_journal
from interview_coach.terminal.plain import PlainAsker

NOON = 1_795_348_800.0
"""22 November 2026, 12:00 UTC."""


class Typing(PlainAsker):
    """Someone who types these lines, and what they were shown."""

    def __init__(self, *lines: str) -> None:
        self._shown = io.StringIO()
        super().__init__(
            load_book().wording, io.StringIO("".join(f"{line}\n" for line in lines)), self._shown
        )
        self.screens: list[Screen] = []

    def ask(self, screen: Screen, ticked: frozenset[str]) -> Reply:
        self.screens.append(screen)
        return super().ask(screen, ticked)

    @property
    def shown(self) -> str:
        return self._shown.getvalue()


def keep(name: str, role: str = "candidate", on: str = "", at: float = NOON, *, prepared: bool = True) -> int:
    with open_journal(create=True, clock=lambda: at) as journal:
        id_ = journal.begin(role, name, on).id
        if prepared:
            journal.set_answer(id_, "prep", "with-whom", "Ms Long")
        return id_


# -- whether to keep --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "kept"), [("1", True), ("2", False)])
def test_keeping_is_asked(key: str, kept: bool, home: Path) -> None:
    person = Typing(key)
    assert ask_to_keep(person) is kept
    assert "KEEP WHAT YOU ANSWER?" in person.shown
    assert "for 365 days" in person.shown
    assert not (home / "data").exists()


@pytest.mark.parametrize("keys", [("h",), ("?", "h")])
def test_hiding_ends_it(keys: tuple[str, ...], home: Path) -> None:
    person = Typing(*keys)
    with pytest.raises(Hidden):
        ask_to_keep(person)
    assert "KEEP WHAT YOU ANSWER?" in person.shown
    assert not (home / "data").exists()


def test_keep_on_the_command_line_is_not_asked_again() -> None:
    person = Typing()
    assert ask_to_keep(person, True) is True
    assert person.shown == ""


def test_why_says_where_it_would_lie_and_how_it_is_forgotten() -> None:
    person = Typing("?", "", "2")
    assert ask_to_keep(person) is False
    assert str(journal_file()) in person.shown
    assert "coach history forget" in person.shown


def test_the_question_knows_for_how_long_the_person_keeps_things() -> None:
    with open_journal(create=True) as journal:
        journal.set_retention(0)
    person = Typing("1")
    ask_to_keep(person)
    assert "until you forget it" in person.shown


def test_a_broken_journal_does_not_stop_the_question() -> None:
    journal_file().parent.mkdir(parents=True)
    journal_file().write_text("no journal")
    with pytest.warns(WorthTelling, match="cannot be read"):
        assert ask_to_keep(Typing("2")) is False


# -- which interview --------------------------------------------------------------------------------------


def choose(person: Typing | None, wanted: str = "", *, may_begin: bool = True) -> Chosen:
    with open_journal() as journal:
        return choose_interview(person, journal, "candidate", wanted, may_begin=may_begin)


def test_with_nothing_kept_a_new_one_is_named() -> None:
    person = Typing("  Example GmbH ")
    chosen = choose(person)
    assert (chosen.how, chosen.name) == (How.NEW, "Example GmbH")
    with open_journal(create=True) as journal:
        interview = chosen.kept_in(journal, "candidate")
        assert interview is not None
        assert interview.name == "Example GmbH"


def test_enter_alone_names_it_after_today() -> None:
    chosen = choose(Typing(""))
    assert (chosen.how, chosen.name) == (How.NEW, "")


def test_a_name_that_cannot_be_used_is_asked_again() -> None:
    person = Typing("12", "Example")
    assert choose(person).name == "Example"
    assert "'12' is no name for an interview" in person.shown


def test_with_nothing_kept_and_nothing_to_keep_nothing_is_asked() -> None:
    person = Typing()
    assert choose(person, may_begin=False) == Chosen(How.NONE)
    assert person.shown == ""


def test_the_latest_seven_are_offered_with_their_days() -> None:
    ids = [keep(f"Example {number}", on="2026-11-22", at=NOON + number) for number in range(9)]
    keep("Of a vendor", role="vendor", at=NOON + 99)
    person = Typing("2")
    chosen = choose(person)
    assert chosen.interview is not None
    assert chosen.interview.id == ids[7]
    texts = [choice.text for choice in person.screens[0].choices]
    kept = [f"Example {n}, 2026-11-22 (no. {ids[n]})" for n in range(8, 1, -1)]
    assert texts == [*kept, "A new one", "None of them"]


def test_two_of_one_name_and_day_are_told_apart_by_the_numbers_of_coach_history() -> None:
    ids = [keep("Bakery", on="2026-11-22", at=NOON + number) for number in range(2)]
    person = Typing("0")
    choose(person)
    rows = [choice.text for choice in person.screens[0].choices[:2]]
    assert rows == [f"Bakery, 2026-11-22 (no. {number})" for number in reversed(ids)]
    listed = invoke("history").stdout
    assert [line.split()[0] for line in listed.splitlines() if "Bakery" in line] == list(
        map(str, reversed(ids))
    )


@pytest.mark.parametrize("count", [1, 3, 9])
def test_what_is_offered_is_numbered_without_a_gap_and_none_of_them_is_0(count: int) -> None:
    for number in range(count):
        keep(f"Example {number}")
    person = Typing("0")
    choose(person)
    keys = [choice.key for choice in person.screens[0].choices]
    assert keys == [*map(str, range(1, min(count, 7) + 2)), "0"]


@pytest.mark.parametrize(("keys", "how"), [(("0",), How.NONE), (("2", "Name"), How.NEW)])
def test_a_new_one_and_none_of_them(keys: tuple[str, ...], how: How) -> None:
    keep("Example")
    assert choose(Typing(*keys)).how is how


def test_the_list_can_be_hidden() -> None:
    keep("Example")
    with pytest.raises(Hidden):
        choose(Typing("h"))


def test_back_from_naming_a_new_one_is_back_to_the_list() -> None:
    keep("Example")
    person = Typing("2", "b", "1")
    assert choose(person).how is How.KEPT
    assert len(person.screens) == 2


def test_naming_can_be_explained_and_hidden() -> None:
    assert choose(Typing("?", "", "Example")).name == "Example"
    for keys in (("?", "h"), ("h",)):
        with pytest.raises(Hidden):
            choose(Typing(*keys))


def test_where_nothing_new_is_kept_no_new_one_is_offered() -> None:
    keep("Example")
    person = Typing("0")
    choose(person, may_begin=False)
    assert [choice.text for choice in person.screens[0].choices] == ["Example (no. 1)", "None of them"]


def test_the_list_fits_a_narrow_screen_whatever_the_names() -> None:
    for number in range(7):
        keep("A company of a very long name " + "x" * (30 + number), on="2026-11-22")
    person = Typing("0")
    choose(person)
    lines = [text_of(line) for line in screen_lines(person.screens[0], 40, person.wording)]
    assert len(lines) <= 22
    assert max(map(len, lines)) <= 40


def test_a_wanted_interview_is_found_by_number_and_name_and_asks_nothing() -> None:
    id_ = keep("Example GmbH")
    for wanted in (str(id_), "example gmbh"):
        for may_begin in (True, False):
            chosen = choose(None, wanted, may_begin=may_begin)
            assert chosen.interview is not None
            assert chosen.interview.id == id_


def test_a_wanted_name_that_is_not_known_is_a_new_one_only_where_something_is_kept() -> None:
    assert choose(None, "Bakery") == Chosen(How.NEW, name="Bakery", or_known=True)
    with pytest.raises(BadInput, match="nothing is kept yet"):
        choose(None, "Bakery", may_begin=False)
    keep("Example GmbH")
    assert choose(None, "Bakery") == Chosen(How.NEW, name="Bakery", or_known=True)
    with pytest.raises(BadInput, match="no interview is called 'Exampl GmbH'; did you mean 'Example GmbH'"):
        choose(None, "Exampl GmbH", may_begin=False)


@pytest.mark.parametrize("wanted", ["99", "general"])
def test_a_wanted_number_that_is_not_there_is_never_a_new_one(wanted: str) -> None:
    with pytest.raises(BadInput):
        choose(None, wanted)
    keep("Example")
    with pytest.raises(BadInput):
        choose(None, wanted)


# -- the one at hand --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "touched", "is_at_hand"),
    [
        ("2026-11-22", -300 * DAY, True),
        ("2026-11-21", -1, True),
        ("2026-11-20", -1, False),
        ("2026-11-23", -1, True),
        ("2026-11-23", -7 * DAY - 1, False),
        ("", -7 * DAY, True),
        ("", -7 * DAY - 1, False),
    ],
)
def test_the_interview_of_today_or_yesterday_or_one_to_come_that_was_just_prepared_is_at_hand(
    on: str, touched: float, is_at_hand: bool
) -> None:
    id_ = keep("Example", on=on, at=NOON + touched)
    with open_journal(clock=lambda: NOON) as journal:
        assert journal is not None
        found = at_hand(journal, "candidate", NOON)
    assert (found.id if found else None) == (id_ if is_at_hand else None)


def test_of_several_the_last_touched_counts_and_one_that_was_not_prepared_never_does() -> None:
    keep("First", on="2026-11-22", at=NOON)
    second = keep("Second", on="2026-11-21", at=NOON + 1)
    keep("To come", on="2026-11-25", at=NOON + 2)
    keep("Not prepared", on="2026-11-22", at=NOON + 2, prepared=False)
    keep("Of a vendor", role="vendor", on="2026-11-22", at=NOON + 3)
    with open_journal() as journal:
        assert journal is not None
        found = at_hand(journal, "candidate", NOON + 60)
    assert found is not None
    assert found.id == second


# -- a broken journal -------------------------------------------------------------------------------------


def test_a_broken_journal_is_a_warning_and_no_journal() -> None:
    journal_file().parent.mkdir(parents=True)
    journal_file().write_text("no journal")
    told = re.escape(f"the journal {journal_file()} cannot be read")
    with pytest.warns(WorthTelling, match=told), open_or_warn() as journal:
        assert journal is None
    assert journal_file().read_text() == "no journal"


def test_no_journal_is_no_trouble() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with open_or_warn() as journal:
            assert journal is None
        with open_journal(create=True), open_or_warn() as journal:
            assert journal is not None


def test_what_goes_wrong_while_it_is_open_is_not_swallowed() -> None:
    with pytest.raises(BadInput, match="of the command itself"), open_or_warn():
        raise BadInput("of the command itself")


@pytest.mark.parametrize("wanted", ["1", "example gmbh"])
def test_a_wanted_interview_is_no_new_one_if_the_journal_holds_it_by_then(wanted: str) -> None:
    id_ = keep("Example GmbH")
    chosen = choose_interview(None, None, "candidate", wanted)  # as while another process writes
    with open_journal(create=True) as journal:
        kept = chosen.kept_in(journal, "candidate")
        assert kept is not None
        assert kept.id == id_
        assert len(journal.interviews()) == 1
