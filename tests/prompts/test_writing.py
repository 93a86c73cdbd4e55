"""Writing a line of one's own, under real keys and as plain text."""

from __future__ import annotations

import io
import os
import threading
import time
from collections.abc import Iterator

import pytest
from person import CTRL_C, CTRL_D, ENTER, ESCAPE, F5, LEFT

from interview_coach.dialogue.port import TextQuestion, Written
from interview_coach.session.screens import Choice, Screen, ScreenKind
from interview_coach.storage.books import load_book
from interview_coach.terminal.drawn import TerminalAsker
from interview_coach.terminal.plain import PlainAsker

from .by_hand import Asked

ASK = "What is the least you would say yes to?"
ENTRY = TextQuestion("What you need: 1 of 3", ASK, "Amount, currency and period, such as 45000 EUR a year.")
ONE = Screen("kind", ScreenKind.ONE, "What was it?", "", (Choice("1", "Other words"),))
BACKSPACE = "\x7f"
FOREVER = 3600.0
PASTE = "\x1b[200~{}\x1b[201~"


def wrong(text: str) -> str:
    return "" if text.isdecimal() else "A number is needed."


def asked(entry: TextQuestion = ENTRY, columns: int = 40) -> Asked[Written]:
    return Asked(lambda asker: asker.write(entry), columns=columns)


def test_the_question_its_hint_and_its_keys_stand_above_and_below_the_line() -> None:
    with asked(columns=40) as person:
        rows = person.sees(ASK, "Ctrl-C stop").splitlines()
        person.presses(CTRL_C)
    assert rows == [
        "What you need: 1 of 3",
        "What is the least you would say yes to?",
        "Amount, currency and period, such as",
        "45000 EUR a year.",
        ">",
        "Enter go on  Esc back  ? why",
        "Ctrl-C stop",
    ]


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_no_row_is_cut_at_any_width(columns: int) -> None:
    with asked(columns=columns) as person:
        person.sees(ASK, ENTRY.hint, "Esc back", "? why", "Ctrl-C stop")
        person.presses(CTRL_C)


def test_what_is_typed_comes_back_without_blanks_around_it() -> None:
    with asked() as person:
        person.sees(ASK)
        person.writes("  45000  EUR ")
    assert person.returns() == Written("45000 EUR")


def test_the_prompt_leaves_the_screen_when_it_is_answered() -> None:
    with asked() as person:
        person.sees(ASK)
        person.writes("my secret floor")
    person.returns()
    assert person.screen == ""


def test_an_empty_line_is_no_text() -> None:
    with asked() as person:
        person.sees(ASK)
        person.presses(ENTER)
    assert person.returns() == Written("")


def test_what_was_written_before_stands_there_and_can_be_changed() -> None:
    with asked(TextQuestion("", ASK, before="45000 EUR")) as person:
        person.sees("> 45000 EUR", "Esc back")
        person.presses(f"{LEFT}{LEFT}{LEFT}{LEFT}1{ENTER}")
    assert person.returns() == Written("450001 EUR")


def test_enter_keeps_what_was_written_before() -> None:
    with asked(TextQuestion("", ASK, before="45000 EUR")) as person:
        person.sees("> 45000 EUR")
        person.presses(ENTER)
    assert person.returns() == Written("45000 EUR")


def test_what_was_written_before_can_be_taken_out() -> None:
    with asked(TextQuestion("", ASK, before="45")) as person:
        person.sees("> 45")
        person.presses(f"{BACKSPACE}{BACKSPACE}{ENTER}")
    assert person.returns() == Written("")


@pytest.mark.parametrize("letter", ["b", "?", "B", " b "])
def test_a_letter_alone_is_a_command(letter: str) -> None:
    with asked() as person:
        person.sees(ASK)
        person.writes(letter)
    assert person.returns() == Written(command=letter.strip().lower())


@pytest.mark.parametrize("letter", ["h", "H", " h "])
def test_h_alone_hides(letter: str) -> None:
    with asked() as person:
        person.sees(ASK)
        person.writes(letter)
    person.hides()


def test_a_question_mark_in_an_empty_line_acts_at_once() -> None:
    with asked() as person:
        person.sees(ASK)
        person.presses("?")
    assert person.returns() == Written(command="?")


def test_once_something_is_written_a_question_mark_is_a_part_of_it() -> None:
    with asked() as person:
        person.sees("? why")
        person.presses("why")
        assert "? why" not in person.no_longer_sees("? why")
        person.writes("? how?")
    assert person.returns() == Written("why? how?")


@pytest.mark.parametrize("letter", ["q", "e", "X", " a "])
def test_any_other_letter_alone_is_refused_and_says_what_works(letter: str) -> None:
    with asked() as person:
        person.sees(ASK)
        person.writes(letter)
        screen = person.sees(f"Only {letter.strip()}? Esc goes back, Enter alone leaves it.")
        assert "\n>\n" in screen
        person.presses(ENTER)
    assert person.returns() == Written("")


def test_after_a_slip_what_was_written_before_stands_there_again() -> None:
    with asked(TextQuestion("", ASK, before="45")) as person:
        person.sees("> 45")
        person.presses(f"{BACKSPACE}{BACKSPACE}q{ENTER}")
        person.sees("Only q?", "> 45")
        person.presses(ENTER)
    assert person.returns() == Written("45")


def test_a_letter_that_was_kept_earlier_can_stay() -> None:
    with asked(TextQuestion("", ASK, before="q")) as person:
        person.sees("> q")
        person.presses(ENTER)
    assert person.returns() == Written("q")


@pytest.mark.parametrize("text", ["7", "Ü", "李", "-"])
def test_what_is_no_letter_of_a_key_is_text(text: str) -> None:
    with asked() as person:
        person.sees(ASK)
        person.writes(text)
    assert person.returns() == Written(text)


@pytest.mark.parametrize("text", ["be kind", "bh", "why?", "h b", "hi"])
def test_a_letter_with_more_is_text(text: str) -> None:
    with asked() as person:
        person.sees(ASK)
        person.writes(text)
    assert person.returns() == Written(text)


def test_escape_goes_back_whatever_was_typed() -> None:
    with asked() as person:
        person.sees(ASK)
        person.presses("half a sent")
        person.sees("half a sent")
        person.presses(ESCAPE)
    assert person.returns() == Written(command="b")


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_breaking_off_raises_and_answers_nothing(key: str) -> None:
    with asked() as person:
        person.sees(ASK)
        person.presses("45000")
        person.sees("> 45000")
        person.presses(key)
        person.breaks_off()


def test_a_wrong_text_is_said_to_be_wrong_and_is_not_lost() -> None:
    with asked(TextQuestion("", ASK, check=wrong)) as person:
        person.sees(ASK)
        person.writes("lots")
        person.sees("A number is needed.", "> lots")
        person.presses(BACKSPACE * 4)
        person.writes("45")
    assert person.returns() == Written("45")


def test_an_empty_line_is_never_wrong() -> None:
    with asked(TextQuestion("", ASK, check=wrong)) as person:
        person.sees(ASK)
        person.presses(ENTER)
    assert person.returns() == Written("")


def test_letters_typed_before_the_prompt_was_drawn_stand_in_it_and_enter_does_not_send_them() -> None:
    with Asked(lambda asker: asker.write(ENTRY), grace=FOREVER, typed_ahead=f"No water{ENTER}") as person:
        person.sees("> No water")
        person.presses(CTRL_C)
        person.breaks_off()


def test_nothing_that_was_typed_is_lost_before_anybody_can_have_read_the_prompt() -> None:
    typed = f"N{ENTER}o ?{ESCAPE}"
    with Asked(lambda asker: asker.write(ENTRY), grace=FOREVER) as person:
        person.sees(ASK)
        person.presses(f"{typed}{F5}")
        person.presses(PASTE.format("water"))
        person.sees("> N o ?water")
        person.presses(CTRL_C)
        person.breaks_off()


def test_words_typed_at_once_after_the_key_that_opens_a_prompt_are_all_kept() -> None:
    def act(asker: TerminalAsker) -> Written:
        asker.ask(ONE, frozenset())
        return asker.write(ENTRY)

    with Asked(act) as person:
        person.sees("Other words")
        person.presses("1No water was offered")
        person.sees("> No water was offered")
        person.presses(ENTER)
    assert person.returns() == Written("No water was offered")


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_pasted_lines_stay_together_also_where_the_terminal_does_not_say_that_they_are_pasted(
    end: str,
) -> None:
    with asked() as person:
        person.sees(ASK)
        person.presses(end.join(["No water.", "", "? No lift.", "No pay."]) + ENTER)
    assert person.returns() == Written("No water. ? No lift. No pay.")


def test_a_second_enter_does_not_answer_the_next_prompt() -> None:
    def act(asker: TerminalAsker) -> tuple[Written, Written]:
        return asker.write(ENTRY), asker.write(TextQuestion("", "And then?"))

    with Asked(act) as person:
        person.sees(ASK)
        person.presses(f"one{ENTER}{ENTER}")
        person.sees("And then?")
        person.presses("two")
        person.presses(ENTER)
    assert person.returns() == (Written("one"), Written("two"))


def test_a_paste_that_never_ends_does_not_hold_the_keys_for_long() -> None:
    with asked() as person:
        person.sees(ASK)
        person.presses("\x1b[200~")
        person.keeps_pressing(CTRL_C)
        person.breaks_off()


def test_control_characters_in_a_paste_are_harmless() -> None:
    with asked() as person:
        person.sees(ASK)
        person.presses(PASTE.format("two\r\nlines \x07and\x00 a \x1b[31mcolour"))
        person.sees("lines")
        person.presses(ENTER)
    written = person.returns()
    assert written.text.isprintable()
    assert written.text.startswith("two lines and a [31mcolour")


def test_function_keys_write_nothing() -> None:
    with asked() as person:
        person.sees(ASK)
        person.presses(F5)
        person.writes("45")
    assert person.returns() == Written("45")


# -- as plain text ---------------------------------------------------------------------------------------


def written(typed: str, entry: TextQuestion = ENTRY) -> tuple[Written, str]:
    printed = io.StringIO()
    return PlainAsker(load_book().wording, io.StringIO(typed), printed).write(entry), printed.getvalue()


def test_plain_asks_in_lines_without_an_escape_byte() -> None:
    answer, printed = written("45000 EUR\n")
    assert answer == Written("45000 EUR")
    assert printed.splitlines() == [
        ENTRY.title,
        ASK,
        ENTRY.hint,
        "Commands, each alone: b back, ? why, h hide, Ctrl-C stop.",
        "Type it, then Enter:",
    ]
    assert printed.replace("\n", "").isprintable()


def test_plain_says_what_was_written_before_and_an_empty_line_keeps_it() -> None:
    before = TextQuestion("", ASK, before="45000 EUR")
    answer, printed = written("\n", before)
    assert answer == Written("45000 EUR")
    assert "Before: 45000 EUR" in printed
    assert written("-\n", before)[0] == Written("")


def test_plain_keeps_capitals_and_knows_commands_in_either_case() -> None:
    assert written("Ms Okafor\n")[0] == Written("Ms Okafor")
    assert written("B\n")[0] == Written(command="b")


def test_plain_refuses_any_other_letter_alone() -> None:
    answer, printed = written("q\nE\n45\n")
    assert answer == Written("45")
    assert "Only q? b goes back, an empty line leaves it." in printed
    assert "Only E?" in printed


def test_plain_says_what_is_wrong_and_asks_again() -> None:
    answer, printed = written("lots\n45\n", TextQuestion("", ASK, check=wrong))
    assert answer == Written("45")
    assert "A number is needed." in printed


def test_plain_shows_no_control_character_that_was_typed() -> None:
    answer, printed = written("a\x1b[31mb\x07\n", TextQuestion("", ASK, before="\x1b[2J"))
    assert answer.text == "a [31mb"
    assert "\x1b" not in printed


@pytest.fixture
def keyboard() -> Iterator[tuple[int, PlainAsker, io.StringIO]]:
    """A terminal's own end of its line, and somebody who is asked on it in plain text."""
    pty = pytest.importorskip("pty", reason="there are no pseudo-terminals here")
    keys, terminal = pty.openpty()
    printed = io.StringIO()
    with os.fdopen(terminal, encoding="utf-8") as stdin:
        yield keys, PlainAsker(load_book().wording, stdin, printed), printed
    os.close(keys)


def types_when_asked(keys: int, text: bytes, printed: io.StringIO) -> None:
    """Type this as soon as the line is asked for, and not before."""

    def types() -> None:
        while "then Enter:" not in printed.getvalue():
            time.sleep(0.01)
        os.write(keys, text)

    threading.Thread(target=types, daemon=True).start()


def test_plain_loses_nothing_that_was_typed_early(keyboard: tuple[int, PlainAsker, io.StringIO]) -> None:
    keys, asker, printed = keyboard
    os.write(keys, b"\nNo water\nwas off")
    types_when_asked(keys, b"ered\n", printed)
    assert asker.write(ENTRY) == Written("No water was offered")
    assert "So far: No water" in printed.getvalue()


def test_plain_takes_lines_that_were_pasted_as_one_text(
    keyboard: tuple[int, PlainAsker, io.StringIO],
) -> None:
    keys, asker, printed = keyboard
    types_when_asked(keys, b"one\ntwo\n\nthree\n", printed)
    assert asker.write(ENTRY) == Written("one two three")
    assert "So far" not in printed.getvalue()


def test_the_end_of_plain_input_breaks_off() -> None:
    with pytest.raises(KeyboardInterrupt):
        written("")
