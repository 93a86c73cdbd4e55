"""In one's own words: a line of text finds options, the person ticks, and the text is kept nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from person import ENTER, ESCAPE, Person, invoke

from interview_coach.cli.streams import Terminal
from interview_coach.storage.books import load_book

ON_A_TERMINAL = Terminal(interactive=True, plain=False, colour=False, width=80, grace=0)
PHONE = "she keeps checking her phone"
DISTRACTED = "distracted-throughout"
THREAT = "he threatened to hit me"


def text_of(option: str) -> str:
    return load_book().option_by_id[option].text


def says(person: Person, words: str) -> None:
    """Press / and type what is going on."""
    person.presses("/")
    person.sees("IN YOUR OWN WORDS", "kept nowhere")
    person.writes(words)


def finds(person: Person, words: str, *options: str) -> None:
    """Type what is going on, and tick what fits."""
    says(person, words)
    person.sees("WHAT FITS?", "0  None of these")
    person.ticks(map(text_of, options))
    person.presses(ENTER)


def holds(folder: Path, *words: str) -> list[str]:
    """The files in a folder that hold one of the words."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [str(f) for f in files if any(word.encode() in f.read_bytes().lower() for word in words)]


def test_danger_that_is_found_answers_the_danger_screen() -> None:
    with Person("assess") as person:
        person.sees_danger()
        finds(person, THREAT, "physical-threat")
        person.sees_result("walk-out")


def test_what_is_found_on_the_danger_screen_waits_ticked_until_danger_is_answered() -> None:
    with Person("assess") as person:
        person.sees_danger()
        finds(person, PHONE, DISTRACTED)
        person.is_safe()
        person.sees(f"* {person.book.topic_by_id['time'].title}")
        person.presses(ENTER)
        person.sees_topic("time")
        person.sees(f"* {text_of(DISTRACTED)}")
        person.presses(ENTER)
        person.sees(person.book.topic_by_id["time"].raise_question.ask)


def test_what_is_found_on_the_list_of_topics_opens_its_topic_with_its_neighbours() -> None:
    with Person("assess") as person:
        person.is_safe()
        finds(person, PHONE, DISTRACTED)
        person.sees_topic("time")
        person.sees(f"* {text_of(DISTRACTED)}", text_of("late-unexplained"))
        person.presses("b")
        person.sees_topics()
        person.sees(f"* {person.book.topic_by_id['time'].title}")


def test_topics_that_were_ticked_before_are_looked_at_too() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.ticks([person.book.topic_by_id["self"].title])
        finds(person, PHONE, DISTRACTED)
        person.sees_topic("time")
        person.presses(ENTER)
        person.asked("time", "fixed")
        person.sees_topic("self")


def test_what_is_found_on_the_list_of_a_topic_is_ticked_there_or_opens_another_and_no_tick_is_lost() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("pay")
        person.sees_topic("pay")
        finds(person, "salary", "pay-below-posted")
        person.sees_topic("pay")
        person.sees(f"* {text_of('pay-below-posted')}")
        finds(person, PHONE, DISTRACTED)
        person.sees_topic("time")
        person.sees(f"* {text_of(DISTRACTED)}")
        person.presses(ENTER)
        person.sees_topic("pay")
        person.sees(f"* {text_of('pay-below-posted')}")


def test_danger_that_is_found_on_a_later_list_is_an_answer_at_once() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("conduct")
        person.sees_topic("conduct")
        finds(person, THREAT, "physical-threat")
        person.sees_result("walk-out")


def test_nothing_found_is_told_kindly_and_other_words_can_be_tried() -> None:
    with Person("assess") as person:
        person.is_safe()
        says(person, "xyzzy")
        person.sees("NOTHING FITS YET", "/ other words")
        person.presses("/")
        person.sees("IN YOUR OWN WORDS")
        person.writes(PHONE)
        person.sees("WHAT FITS?", text_of(DISTRACTED))
        person.presses("/")
        person.sees("IN YOUR OWN WORDS")
        person.writes("xyzzy")
        person.sees("NOTHING FITS YET")
        person.presses("b")
        person.sees_topics()


@pytest.mark.parametrize("keys", ["b\r", "\r", ESCAPE])
def test_an_empty_line_b_and_escape_go_back(keys: str) -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses("/")
        person.sees("IN YOUR OWN WORDS")
        person.presses(keys)
        person.sees_topics()


@pytest.mark.parametrize("keys", ["b", ESCAPE, "0\r"])
def test_none_of_what_was_found_leads_back_to_the_list_and_changes_nothing(keys: str) -> None:
    with Person("assess") as person:
        person.is_safe()
        title = person.book.topic_by_id["pay"].title
        person.ticks([title])
        says(person, PHONE)
        person.sees("WHAT FITS?")
        person.presses(keys)
        person.sees_topics()
        person.sees(f"* {title}")


def test_why_and_a_line_to_leave_are_there_too() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses("/")
        person.sees("IN YOUR OWN WORDS")
        person.presses("?")
        person.sees("only that counts")
        person.presses(ENTER)
        person.sees("IN YOUR OWN WORDS")
        person.writes(PHONE)
        person.ticks([text_of(DISTRACTED)])
        person.presses("x")
        person.sees("To leave now")
        person.presses(ENTER)
        person.sees("WHAT FITS?", f"* {text_of(DISTRACTED)}")


def test_enter_alone_takes_nothing_of_what_was_found() -> None:
    with Person("assess") as person:
        person.is_safe()
        says(person, PHONE)
        person.sees("WHAT FITS?")
        person.presses(ENTER)
        person.sees("Nothing is ticked.")


def test_h_hides_what_was_found() -> None:
    with Person("assess") as person:
        person.sees_danger()
        says(person, PHONE)
        person.sees("WHAT FITS?")
        person.presses("h")
        assert person.ends().exit_code == 0
        assert person.screen == ""


def test_the_words_are_in_no_file_and_in_nothing_that_is_printed(home: Path) -> None:
    with Person("assess", "--keep", "the zebra shouts", columns=80) as person:
        person.sees_danger()
        finds(person, "zebra threatens, xylophone", "physical-threat")
        person.sees_result("walk-out")
        person.presses("b")
        person.sees_danger()
        person.presses("0")
        person.sees("WHAT FITS?")
        person.ticks([text_of("shouting-or-swearing")])
        person.presses(ENTER)
        person.sees_topic("conduct")
        says(person, "zebra quagga")
        person.sees("NOTHING FITS YET")
        assert list((home / "state").iterdir())
        assert holds(home, "zebra", "quagga", "xylophone") == []
        person.presses("b")
        person.sees_topic("conduct")
        person.presses(ENTER)
        person.asked("conduct", "refused")
        person.sees_result("walk-out")
        person.presses("q")
        result = person.ends()
    assert holds(home, "zebra", "quagga", "xylophone") == []
    assert "zebra" not in result.output


def test_the_words_are_in_no_file_when_the_assessment_is_broken_off(home: Path) -> None:
    with Person("assess") as person:
        person.is_safe()
        says(person, f"zebra {PHONE}")
        person.sees("WHAT FITS?")
        person.presses("\x03")
        result = person.ends()
    assert result.exit_code == 130
    assert list((home / "state").iterdir())
    assert holds(home, "zebra") == []
    assert "zebra" not in result.output


# -- on the command line ---------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("late and distracted",), ("late", "and", "distracted")])
def test_words_on_the_command_line_are_shown_after_danger(words: tuple[str, ...]) -> None:
    with Person("assess", *words) as person:
        person.sees_danger()
        person.presses("0")
        person.sees("WHAT FITS?")
        person.ticks([text_of(DISTRACTED)])
        person.presses(ENTER)
        person.sees_topic("time")
        person.sees(f"* {text_of(DISTRACTED)}")


def test_words_that_fit_danger_are_shown_first() -> None:
    with Person("assess", "money") as person:
        person.sees("WHAT FITS?")
        person.ticks([text_of("money-or-details")])
        person.presses(ENTER)
        person.sees_result("walk-out")


def test_where_no_danger_is_ticked_danger_is_asked_all_the_same() -> None:
    with Person("assess", "money") as person:
        person.sees("WHAT FITS?")
        person.ticks([text_of("pay-evasive")])
        person.presses(ENTER)
        person.is_safe()
        person.sees(f"* {person.book.topic_by_id['pay'].title}")


def test_words_that_fit_nothing_are_told_after_danger_and_all_is_asked() -> None:
    with Person("assess", "xyzzy") as person:
        person.sees_danger()
        person.presses("0")
        person.sees("NOTHING FITS YET")
        person.presses("b")
        person.sees_topics()


def test_without_a_terminal_words_are_told_the_ids_for_an_answers_file() -> None:
    result = invoke("assess", "phone", "and", "mail")
    assert (result.exit_code, result.stdout) == (2, "")
    told = result.stderr.splitlines()
    assert f"  time: [{DISTRACTED}]" in result.stderr
    assert told[-1] == "Then: coach assess --answers answers.yaml"
    assert "phone and mail" not in result.stderr.lower()


def test_without_a_terminal_words_that_fit_nothing_are_told_the_topics() -> None:
    result = invoke("assess", "xyzzy")
    assert result.exit_code == 2
    assert result.stderr.startswith(
        "coach: there is no terminal to ask on, and nothing fits these words. Topics: "
    )


# -- as plain text ---------------------------------------------------------------------------------------


def test_plain_text_takes_own_words_on_every_list() -> None:
    book = load_book()
    time = [option.id for option in book.topic_by_id["time"].options].index(DISTRACTED) + 1
    typed = f"/\nxyzzy\n/\n{PHONE}\n1\n0\n6\n{time}\n/\n\nq\n"
    result = invoke("assess", "--plain", stdin=typed, terminal=ON_A_TERMINAL)
    said = result.stdout.splitlines()
    assert "/ in my own words" in result.stdout
    for line in ("NOTHING FITS YET", "WHAT FITS?", f"1: {text_of(DISTRACTED)}"):
        assert line in said
    assert said.index("WHAT FITS?") < said.index(book.wording.topics_title)
    assert "You ticked 6 before. Type all that fit once more." in said
    assert f"You ticked {time} before. Type all that fit once more." in said
    assert book.topic_by_id["time"].raise_question.ask in said


def test_plain_text_takes_danger_in_own_words() -> None:
    result = invoke("assess", "--plain", stdin=f"0\n/\n{THREAT}\n1\nq\n", terminal=ON_A_TERMINAL)
    assert "LEAVE NOW" in result.stdout
    assert result.exit_code == 0
