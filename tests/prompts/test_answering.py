"""Which keys answer a screen: a word typed by mistake does nothing on a calm one, and h always hides on a grave one."""

from __future__ import annotations

import pytest
from person import CTRL_C, DOWN, ENTER, UP

from interview_coach.dialogue.port import Reply
from interview_coach.render.layout import text_of
from interview_coach.session.screens import Choice, Screen, ScreenKind, screen_for
from interview_coach.storage.books import load_book
from interview_coach.terminal.keys import A_WORD_LASTS, Answering

from .by_hand import Asked

CALM = Screen(
    "needs",
    ScreenKind.MANY,
    "What you need: 2 of 4",
    "Tick what fits.",
    (
        Choice("1", "A lift", atom="lift"),
        Choice("9", "Something else", atom="else"),
        Choice("0", "None of these"),
    ),
    commands=(("b", "back"), ("?", "why"), ("s", "skip"), ("h", "hide")),
    ask="What do you need?",
    is_calm=True,
)
KEPT = Screen(
    "pay",
    ScreenKind.ONE,
    "Pay: 1 of 2",
    "",
    (Choice("1", "Yes", (("pay", "yes"),), "yes"), Choice("2", "No", (("pay", "no"),), "no")),
    commands=(("b", "back"), ("s", "keep it"), ("h", "hide")),
    ask="Is the pay named?",
    enter="s",
    is_calm=True,
)
WORDS = "A room without steps"


class Hours:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def shown(answering: Answering) -> str:
    return "\n".join(text_of(line) for line in answering.draw(40))


def typed(screen: Screen, text: str, then: str = "") -> tuple[list[Reply], str, Answering, Hours]:
    clock = Hours()
    answering = Answering(screen, frozenset(), load_book().wording, clock)
    replies = [reply for key in text.lower() if (reply := answering.handle(key)) is not None]
    return replies, shown(answering), answering, clock


def test_words_typed_into_a_calm_screen_do_nothing_and_it_says_what_answers() -> None:
    replies, screen, _, _ = typed(CALM, WORDS)
    assert replies == []
    assert "This screen takes keys, not words." in screen
    assert "9 is Something else." in " ".join(screen.split())


def test_without_such_a_choice_only_digits_are_named() -> None:
    replies, screen, _, _ = typed(KEPT, "about half")
    assert replies == []
    assert "This screen takes keys, not words.\n" in screen


@pytest.mark.parametrize("screen", [CALM, KEPT])
def test_enter_at_the_end_of_the_words_answers_nothing(screen: Screen) -> None:
    _, _, answering, _ = typed(screen, WORDS)
    assert answering.handle("enter") is None


def test_a_moment_after_the_words_letters_count_again() -> None:
    _, _, answering, clock = typed(CALM, WORDS)
    clock.now += A_WORD_LASTS * 0.9
    assert answering.handle("h") is None
    clock.now += A_WORD_LASTS
    assert answering.handle("h") == Reply(command="h")


def test_a_digit_counts_at_once_and_ends_the_word() -> None:
    _, _, answering, _ = typed(CALM, "wo")
    assert answering.handle("9") is None
    assert "9* Something else" in shown(answering)
    assert answering.handle("h") == Reply(command="h", ticked=frozenset({"else"}))


def test_escape_goes_back_also_in_the_middle_of_words() -> None:
    _, _, answering, _ = typed(CALM, "wo")
    assert answering.handle("escape") == Reply(command="b")


@pytest.mark.parametrize("key", ["h", "b", "s", "?"])
def test_a_letter_that_is_a_command_acts_at_once(key: str) -> None:
    assert typed(CALM, key)[0] == [Reply(command=key)]


def test_on_the_screens_of_an_assessment_h_hides_at_once_whatever_was_typed_before() -> None:
    book = load_book()
    for prompt in ("danger", "topics", "pay", "raised/pay", "need"):
        screen = screen_for(book, prompt)
        assert (screen.is_calm, screen.enter, screen.ask) == (False, "", "")
        replies, _, _, _ = typed(screen, "wwh")
        assert replies == [Reply(command="h")], prompt


def test_enter_alone_keeps_the_earlier_answer_and_the_hint_says_so() -> None:
    _, screen, answering, _ = typed(KEPT, "")
    assert screen.splitlines()[-1] == "Enter keep it  b back  h hide"
    assert answering.handle("enter") == Reply(command="s")
    assert typed(KEPT, "s")[0] == [Reply(command="s")]


def test_with_the_arrow_on_a_choice_enter_takes_that_one() -> None:
    _, _, answering, _ = typed(KEPT, "")
    answering.handle("down")
    assert answering.handle("enter") == Reply((("pay", "yes"),))


def test_enter_alone_answers_nothing_where_nothing_was_answered() -> None:
    _, _, answering, _ = typed(CALM, "")
    assert answering.handle("enter") is None
    assert "Nothing is ticked." in shown(answering)


def test_the_heading_stands_above_the_question_and_the_hint_below_it() -> None:
    assert typed(CALM, "")[1].splitlines()[:3] == [
        "What you need: 2 of 4",
        "What do you need?",
        "Tick what fits.",
    ]
    assert typed(KEPT, "")[1].splitlines()[:3] == ["Pay: 1 of 2", "Is the pay named?", "1  Yes"]


def test_under_real_keys_words_close_nothing() -> None:
    with Asked(lambda asker: asker.ask(CALM, frozenset())) as person:
        person.sees("What do you need?")
        person.presses(f"{WORDS}{ENTER}")
        person.sees("This screen takes keys, not words.")
        person.presses("1")
        person.sees("1* A lift")
        person.presses(ENTER)
    assert person.returns() == Reply((("lift", "yes"), ("else", "no")))


def test_a_paste_that_never_ends_does_not_hold_the_keys_for_long() -> None:
    with Asked(lambda asker: asker.ask(KEPT, frozenset())) as person:
        person.sees("Is the pay named?")
        person.presses("\x1b[200~")
        person.keeps_pressing("h")
        person.hides()


def test_the_end_of_a_paste_that_had_no_beginning_answers_nothing() -> None:
    with Asked(lambda asker: asker.ask(KEPT, frozenset())) as person:
        person.sees("Is the pay named?")
        person.presses("\x1b[201~")
        person.presses("z")
        person.sees("This screen takes keys")
        person.presses(CTRL_C)
        person.breaks_off()


def test_the_cursor_of_the_terminal_stands_on_the_highlighted_row() -> None:
    with Asked(lambda asker: asker.ask(CALM, frozenset())) as person:
        person.sees("A lift")
        assert person.cursor == ("What you need: 2 of 4        Ctrl-C stop", False)
        person.presses(DOWN)
        person.sees("1 >A lift")
        assert person.cursor == ("1 >A lift", True)
        person.presses(UP)
        person.sees("0 >None of these")
        assert person.cursor == ("0 >None of these", True)
        person.presses(CTRL_C)


def test_the_cursor_follows_the_highlight_where_the_rows_do_not_fit() -> None:
    with Asked(lambda asker: asker.ask(CALM, frozenset()), rows=4) as person:
        person.sees("What you need")
        person.presses(UP)
        person.sees("0 >None of these")
        assert person.cursor == ("0 >None of these", True)
        person.presses(CTRL_C)


def test_q_says_how_to_stop_and_stops_nothing() -> None:
    with Asked(lambda asker: asker.ask(screen_for(load_book(), "danger"), frozenset()), rows=24) as person:
        person.sees("ARE YOU SAFE?")
        person.presses("q")
        person.sees("To stop press Ctrl-C; it says how to go on.")
        person.presses("0")
        assert person.returns().answers
