"""What keys do, and what they must never do."""

from __future__ import annotations

from pathlib import Path

import pytest
from person import CTRL_C, DELETE, DOWN, ENTER, ESCAPE, F5, HOME, LEFT, PAGE_DOWN, PAGE_UP, UP, Person

from interview_coach.storage.books import load_book

FOREVER = 3600.0
"""A grace period that no test outlives: nothing but breaking off gets through."""


def test_back_restores_what_was_ticked() -> None:
    title = load_book().topic_by_id["pay"].title
    with Person("assess") as person:
        person.is_safe()
        person.names("pay")
        person.sees_topic("pay")
        person.presses("b")
        person.sees_topics()
        person.sees(f"1* {title}")


def test_back_leads_to_the_first_screen_and_says_there_that_there_is_nothing_before_it() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses("b")
        person.sees_danger()
        person.presses("b")
        person.sees("This is the first screen")
        person.presses(ESCAPE)
        person.presses("0")
        person.sees_topics()


def test_escape_is_back() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses(ESCAPE)
        person.sees_danger()


def test_back_from_a_result_changes_the_last_answer_and_the_verdict() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("pay")
        person.saw("pay", "pay-below-posted")
        person.asked("pay", "refused")
        person.answers("need", "ordinary")
        person.sees_result("politely-exit")
        person.presses("b")
        person.answers("need", "high")
        person.sees_result("stay")


def test_answers_under_a_topic_that_was_taken_back_return_when_it_is_ticked_again() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("pay")
        person.saw("pay", "pay-below-posted")
        person.sees(person.book.topic_by_id["pay"].raise_question.ask)
        person.presses("b")
        person.sees_topic("pay")
        person.presses("b")
        person.sees_topics()
        person.presses(ENTER)
        person.sees_topic("pay")
        person.sees(f"* {person.book.option_by_id['pay-below-posted'].text}")


def test_not_sure_on_a_tick_list_keeps_the_ticks_and_doubts_the_rest() -> None:
    with Person("assess", "--json") as person:
        person.is_safe()
        person.names("pay")
        person.sees_topic("pay")
        person.ticks([person.book.option_by_id["pay-evasive"].text])
        person.presses("n")
        person.sees(person.book.topic_by_id["pay"].raise_question.ask)
        person.presses("t")
        person.sees("m more")
        person.presses("q")
        states = {flag["id"]: flag["state"] for flag in as_json(person)["flags"]}
        assert states["pay-evasive"] == "fires"
        assert states["pay-below-posted"] == "in-doubt"


def test_not_sure_about_a_raise_question_is_an_answer() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("pay")
        person.saw("pay", "pay-below-posted")
        person.sees(person.book.topic_by_id["pay"].raise_question.ask)
        person.presses("n")
        person.sees_result("stay")


def test_why_explains_every_kind_of_screen_and_returns_to_it() -> None:
    with Person("assess", rows=60, columns=80) as person:
        person.sees_danger()
        person.presses("?")
        person.sees("Why I ask this first")
        person.presses(ENTER)
        person.is_safe()
        person.presses("?")
        person.sees("What each one means", person.book.topic_by_id["self"].examples[:40])
        person.presses(ENTER)
        person.names("pay")
        person.sees_topic("pay")
        person.presses("?")
        person.sees("Why I ask", "No red flags by themselves")
        person.presses(ENTER)
        person.saw("pay", "pay-below-posted")
        person.sees(person.book.topic_by_id["pay"].raise_question.ask)
        person.presses("?")
        person.sees("Why I ask", "Put right")
        person.presses(ENTER)
        person.asked("pay", "refused")
        person.answers("need", "ordinary")
        person.sees_result("politely-exit")


@pytest.mark.parametrize("key", ["?", "x", "t"])
def test_ticks_of_a_screen_survive_a_look_elsewhere(key: str) -> None:
    title = load_book().topic_by_id["pay"].title
    with Person("assess", rows=60) as person:
        person.is_safe()
        person.ticks([title])
        person.presses(key)
        person.no_longer_sees(f"1* {title}")
        person.presses("b")
        person.sees_topics()
        person.sees(f"1* {title}")


def test_a_line_to_leave_is_there_on_every_screen_and_returns_to_it() -> None:
    with Person("assess") as person:
        person.sees_danger()
        person.presses("x")
        person.sees("To leave now", '"')
        person.presses(ENTER)
        person.is_safe()
        person.presses("x")
        person.sees("To leave now", "If they push")
        person.presses(ENTER)
        person.sees_topics()


def test_digits_tick_and_untick() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses("3")
        person.sees("3*")
        person.presses("3")
        person.no_longer_sees("3*")


def test_none_of_these_takes_every_tick_away_and_a_tick_takes_none_away() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses("12")
        person.sees("1*", "2*")
        person.presses("0")
        screen = person.sees("0* None of these")
        assert "1*" not in screen and "2*" not in screen
        person.presses("4")
        person.sees("4*")
        assert "0*" not in person.screen


def test_arrows_space_and_enter_answer_too() -> None:
    with Person("assess") as person:
        person.sees_danger()
        person.presses(UP)
        person.sees("n >Not sure")
        person.presses(UP)
        person.sees("0 >None of these")
        person.presses(ENTER)
        person.sees_topics()
        person.presses(DOWN)
        person.sees("1 >")
        person.presses(" ")
        person.sees("1*>")
        person.presses(ENTER)
        person.sees_topic("pay")


def test_an_arrow_wraps_round() -> None:
    with Person("assess") as person:
        person.sees_danger()
        person.presses(DOWN)
        person.sees("1 >")
        person.presses(UP)
        person.sees("n >")
        person.presses(DOWN)
        person.sees("1 >")


def test_enter_alone_answers_nothing_on_the_danger_screen() -> None:
    with Person("assess") as person:
        person.sees_danger()
        person.presses(ENTER)
        person.sees("Enter alone answers nothing. Press a key.")
        person.sees_danger()


def test_enter_alone_answers_nothing_on_a_tick_list() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses(ENTER)
        person.sees("Nothing is ticked. Press 0 if none of these fits.")
        person.sees_topics()


def test_a_key_that_means_nothing_is_named_and_answers_nothing() -> None:
    with Person("assess", "--role", "interviewer", role="interviewer") as person:
        person.sees_danger()
        person.presses("z")
        person.sees("z means nothing here.")
        person.presses("9")
        person.sees("9 means nothing here.")
        person.presses("\x02")
        person.presses("0")
        person.sees_topics()


def test_capital_letters_do_what_small_ones_do() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses("B")
        person.sees_danger()


@pytest.mark.parametrize(
    "keys",
    [
        LEFT,
        PAGE_DOWN,
        *(key for key in (HOME, DELETE, PAGE_UP, F5)),
    ],
    ids=["left", "page-down", "home", "delete", "page-up", "f5"],
)
def test_a_key_of_the_keyboard_s_edge_neither_answers_nor_hides(keys: str, home: Path) -> None:
    with Person("assess") as person:
        person.sees_danger()
        person.presses(keys)
        person.presses("?")
        person.sees("Why I ask this first")


@pytest.mark.parametrize("pasted", ["00", "hello 1"])
def test_pasted_text_answers_nothing(pasted: str) -> None:
    with Person("assess") as person:
        person.sees_danger()
        person.presses(f"\x1b[200~{pasted}\x1b[201~")
        person.presses("?")
        person.sees("Why I ask this first")


# -- keys before their time ---------------------------------------------------------------------------


def test_keys_typed_before_the_screen_was_drawn_answer_nothing(home: Path) -> None:
    with Person("assess", grace=FOREVER, typed_ahead="0\r0\r1") as person:
        person.sees_danger()
        person.presses(CTRL_C)
        assert person.ends().exit_code == 130
    assert not (home / "state" / "draft.json").exists()


def test_a_key_within_the_grace_period_answers_nothing(home: Path) -> None:
    with Person("assess", grace=FOREVER) as person:
        person.sees_danger()
        person.presses("0")
        person.presses(CTRL_C)
        assert person.ends().exit_code == 130
    assert not (home / "state" / "draft.json").exists()


def test_a_key_after_the_grace_period_counts() -> None:
    with Person("assess", grace=0.02) as person:
        person.sees_danger()
        while "Why I ask" not in person.screen:
            person.presses("?")
        person.sees("Why I ask this first")


def test_two_answers_in_one_breath_do_not_answer_a_screen_unseen() -> None:
    with Person("assess") as person:
        person.sees_danger()
        person.presses("0" + "1\r")
        assert "1*" not in person.sees_topics()
        person.presses("?")
        person.sees("What each one means")


# -- a small window ---------------------------------------------------------------------------------


def test_a_screen_taller_than_the_window_is_turned_with_plus() -> None:
    with Person("assess", rows=10) as person:
        first = person.sees("FIRST: ARE YOU SAFE?", "+ for the rest")
        assert len(first.splitlines()) <= 10
        assert "n  Not sure" not in first
        person.presses("+")
        person.sees("n  Not sure", "+ back to the top")
        person.presses("+")
        person.sees("FIRST: ARE YOU SAFE?")


@pytest.mark.parametrize("key", ["0", "n"])
def test_a_key_for_all_dangers_turns_to_those_that_were_not_in_sight_yet(key: str, home: Path) -> None:
    with Person("assess", rows=10) as person:
        book = person.book
        first = person.sees("+ for the rest")
        assert book.danger.options[-1].text not in first
        person.presses(key)
        person.sees(book.danger.options[-1].text, "0  None of these")
        assert not (home / "state" / "draft.json").exists()
        person.presses(key)
        person.sees(book.wording.topics_title if key == "0" else book.wording.danger_signs_title)


def test_a_choice_that_was_not_in_sight_yet_is_not_taken() -> None:
    with Person("assess", rows=7) as person:
        first = person.sees("+ for the rest")
        last = person.book.danger.options[-1]
        assert last.text not in first
        for _ in range(first.count("\n")):
            if last.text in person.screen:
                break
            before = person.screen
            person.presses(str(len(person.book.danger.options)))
            person.no_longer_sees(before)
        person.chooses(last.text)
        person.sees_result("walk-out")


def test_a_second_press_does_not_answer_what_the_first_one_turned_to(home: Path) -> None:
    with Person("assess", rows=10) as person:
        screen = person.sees("+ for the rest")
        while "0  None of these" not in screen:
            person.presses("0000")
            person.no_longer_sees(screen)
            screen = person.sees("+ ")
        person.presses("?")
        person.sees("Why I ask this first")
    assert not (home / "state" / "draft.json").exists()


@pytest.mark.parametrize("keys", [f"1{ENTER}", "1n", "0", f"{DOWN} {ENTER}"])
def test_a_tick_list_is_sent_only_once_all_of_it_was_in_sight(keys: str) -> None:
    with Person("assess", rows=40) as person:
        person.is_safe()
        person.names("pay")
        person.sees_topic("pay")
        person.presses(CTRL_C)
    with Person("assess", "--resume", rows=10) as person:
        first = person.sees(person.book.topic_by_id["pay"].title, "+ for the rest")
        ninth = person.book.topic_by_id["pay"].options[:9][-1].text
        assert ninth not in first
        person.presses(keys)
        person.sees(ninth)
        person.presses("n")
        person.no_longer_sees(ninth)


def test_the_arrow_is_kept_in_the_window() -> None:
    with Person("assess", rows=8) as person:
        person.sees_danger()
        person.presses(UP)
        person.sees("n >Not sure")


def test_a_message_is_seen_in_a_small_window() -> None:
    with Person("assess", rows=10) as person:
        person.sees("+ for the rest")
        person.presses(ENTER)
        person.sees("Enter alone answers nothing.")


def test_more_can_be_read_to_its_end_in_a_small_window() -> None:
    with Person("assess", rows=10) as person:
        person.sees_danger()
        person.presses("+")
        person.sees("n  Not sure")
        person.presses("n")
        person.sees(person.book.wording.danger_signs_title)
        person.presses("t")
        person.sees("END IT POLITELY")
        person.presses("m")
        person.no_longer_sees("END IT POLITELY")
        screen = person.sees("b back", "+ for the rest")
        read = ""
        while "back to the top" not in screen:
            assert "+ for the rest" in screen
            read = screen.partition("\n+ for the rest")[0]
            person.presses("+")
            screen = person.no_longer_sees(screen)
        assert "You decide. + back to the top" in " ".join(f"{read} {screen}".split())


def as_json(person: Person) -> dict[str, list[dict[str, str]]]:
    import json

    data: dict[str, list[dict[str, str]]] = json.loads(person.ends().stdout)
    return data
