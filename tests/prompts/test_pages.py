"""Lists of more than nine: + shows the rest, ticks are kept across, and what was left out of all pages is no."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from cli.layers import layer
from person import DOWN, ENTER, UP, Person, invoke

from interview_coach.cli.streams import Terminal
from interview_coach.dialogue.effort import effort_of
from interview_coach.dialogue.port import Reply, choose
from interview_coach.engine.answers import Profile, atoms_of
from interview_coach.engine.engine import Engine
from interview_coach.render.layout import text_of, with_stop
from interview_coach.render.screen_page import screen_lines
from interview_coach.session.screens import Choice, Screen, ScreenKind
from interview_coach.storage.books import load_book
from interview_coach.terminal.plain import PlainAsker

from .by_hand import Asked

SIGNS = tuple(Choice(str(number), f"Sign {number}", atom=f"sign-{number}") for number in range(1, 13))
LONG = Screen(
    "signs",
    ScreenKind.MANY,
    "Signs",
    'Press all that fit. Left out means "no".',
    (*SIGNS, Choice("0", "None of these"), Choice("n", "Not sure")),
    commands=(("b", "back"), ("h", "hide")),
)
PLAIN = Terminal(interactive=True, plain=True, colour=False, width=80, grace=0)


def answered(*ticked: int, rest: str = "no") -> Reply:
    """The reply with these signs ticked."""
    return Reply(tuple((f"sign-{n}", "yes" if n in ticked else rest) for n in range(1, 13)))


def asked(ticked: frozenset[str] = frozenset(), rows: int = 20) -> Asked[Reply]:
    return Asked(lambda asker: asker.ask(LONG, ticked), rows=rows)


def drawn(screen: Screen, page: int = 0) -> str:
    return "\n".join(text_of(line) for line in screen_lines(screen, 40, load_book().wording, page=page))


# -- with keys ------------------------------------------------------------------------------------------


def test_plus_shows_the_rest_and_then_the_first_ones_again() -> None:
    with asked() as person:
        first = person.sees("9  Sign 9", "+ more")
        assert "Sign 10" not in first
        person.presses("+")
        rest = person.sees("1  Sign 10", "2  Sign 11", "3  Sign 12", "0  None of these", "+ the first ones")
        assert "Sign 9" not in rest
        person.presses("+")
        person.sees("1  Sign 1\n")
        person.presses("0")
        person.sees("0* None of these")
        person.presses(ENTER)
    assert person.returns() == answered()


def test_a_digit_on_page_two_ticks_what_stands_there_and_ticks_are_kept_across() -> None:
    with asked() as person:
        person.sees("Sign 9")
        person.presses("3")
        person.sees("3* Sign 3")
        person.presses("+")
        person.sees("2  Sign 11", "+ the first ones (1 ticked)")
        person.presses("2")
        person.sees("2* Sign 11")
        person.presses("+")
        person.sees("3* Sign 3", "2  Sign 2", "+ more (1 ticked)")
        person.presses(ENTER)
    assert person.returns() == answered(3, 11)


def test_what_stood_on_a_page_that_was_never_opened_is_no() -> None:
    with asked() as person:
        assert 'Left out means "no"' in person.sees("Sign 9")
        person.presses("1")
        person.sees("1* Sign 1")
        person.presses(ENTER)
    assert person.returns() == answered(1)


def test_not_sure_holds_for_all_pages() -> None:
    with asked() as person:
        person.sees("Sign 9")
        person.presses("+")
        person.sees("Sign 12")
        person.presses("3")
        person.sees("3* Sign 12")
        person.presses("n")
    assert person.returns() == answered(12, rest="not-sure")


def test_a_digit_that_page_two_does_not_have_means_nothing() -> None:
    with asked() as person:
        person.sees("Sign 9")
        person.presses("+")
        person.sees("Sign 12")
        person.presses("9")
        person.sees("9 means nothing here.")
        person.presses("0")
        person.sees("0* None of these")
        person.presses(ENTER)
    assert person.returns() == answered()


def test_none_of_these_takes_the_ticks_of_all_pages_out() -> None:
    with asked(frozenset({"sign-2", "sign-12"})) as person:
        person.sees("2* Sign 2", "+ more (1 ticked)")
        person.presses("0")
        person.no_longer_sees("ticked")
        person.presses("+")
        person.sees("3  Sign 12")
        person.presses(ENTER)
    assert person.returns() == answered()


def test_arrows_stay_on_the_page_in_sight() -> None:
    with asked() as person:
        person.sees("Sign 9")
        person.presses("+")
        person.sees("Sign 12")
        person.presses(f"{UP}{UP}{UP} {DOWN}")
        person.sees("3* Sign 12")
        person.presses(ENTER)
    assert person.returns() == answered(12)


def test_in_a_small_window_plus_goes_to_the_end_of_a_page_and_then_on() -> None:
    with asked(rows=9) as person:
        person.sees("1  Sign 1", "+ for the rest")
        person.presses("+")
        person.sees("9  Sign 9", "+ for the rest")
        person.presses("+")
        person.sees("1  Sign 10", "+ the first ones")
        person.presses("1")
        person.sees("1* Sign 10")
        person.presses(ENTER)
    assert person.returns() == answered(10)


def test_a_menu_of_more_than_nine_is_chosen_from_in_the_same_way() -> None:
    options = [(f"Letter {number}", number) for number in range(1, 12)]
    with Asked(lambda asker: choose(asker, "WHICH?", "One of them.", options)) as person:
        person.sees("9  Letter 9", "+ more")
        person.presses("+")
        person.sees("2  Letter 11")
        person.presses("2")
    assert person.returns() == 11


@pytest.mark.parametrize("count", [1, 9])
def test_nothing_is_said_of_more_where_there_is_none(count: int) -> None:
    screen = Screen("signs", ScreenKind.MANY, "Signs", "", SIGNS[:count], commands=(("b", "back"),))
    assert len(screen.pages) == 1
    assert "+" not in drawn(screen)
    printed = io.StringIO()
    PlainAsker(load_book().wording, io.StringIO("1\n"), printed).ask(screen, frozenset())
    assert "+" not in printed.getvalue()


@pytest.mark.parametrize(("count", "pages"), [(9, 1), (10, 2), (18, 2), (19, 3), (27, 3)])
def test_a_page_holds_nine_and_each_has_a_digit(count: int, pages: int) -> None:
    signs = tuple(Choice(str(n), f"Sign {n}", atom=f"sign-{n}") for n in range(1, count + 1))
    screen = Screen("signs", ScreenKind.MANY, "Signs", "", (*signs, Choice("0", "None of these")))
    assert len(screen.pages) == pages
    for page in screen.pages:
        digits = [choice.digit for choice in page]
        assert digits == [*map(str, range(1, len(page))), "0"]
    assert [choice for page in screen.pages for choice in page[:-1]] == [*signs]


# -- as plain text --------------------------------------------------------------------------------------


def typed(text: str, ticked: frozenset[str] = frozenset()) -> tuple[Reply, list[str]]:
    printed = io.StringIO()
    reply = PlainAsker(load_book().wording, io.StringIO(text), printed).ask(LONG, ticked)
    return reply, printed.getvalue().splitlines()


def test_plain_text_counts_on_and_plus_prints_the_rest() -> None:
    reply, lines = typed("+\n+\n10 1\n")
    assert reply == answered(1, 10)
    assert lines[:5] == ["Signs", "Press all that fit.", 'Left out means "no".', "1: Sign 1", "2: Sign 2"]
    assert "Commands: + more, b back, h hide, Ctrl-C stop." in lines
    assert "Type the keys that fit, such as 1 3 10, then Enter:" in lines
    assert [line for line in lines if line.startswith("1")] == [
        "1: Sign 1", "10: Sign 10", "11: Sign 11", "12: Sign 12", "1: Sign 1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "ticked"),
    [("12", (12,)), ("1 12", (1, 12)), ("1,2", (1, 2)), ("1 2", (1, 2)), ("13", (1, 3)), ("123", (1, 2, 3))],
)
def test_a_number_of_the_rest_needs_no_plus(text: str, ticked: tuple[int, ...]) -> None:
    assert typed(f"{text}\n")[0] == answered(*ticked)


def test_what_was_ticked_before_is_said_by_its_number() -> None:
    _, lines = typed("0\n", frozenset({"sign-2", "sign-11"}))
    assert "You ticked 2, 11 before. Type all that fit once more." in lines


# -- the whole command ----------------------------------------------------------------------------------

FLAG = """
  {id}:
    option: {text}
    finding: "{text}."
    why: A small sign.
    severity: {severity}
    raise: "no"
    sources: [of-mine]
"""
SOURCES = """
sources:
  of-mine: {publisher: P, title: T, year: 2024, url: "https://example.org/x", strength: official}
"""


@pytest.fixture
def more(tmp_path: Path) -> str:
    """Rules with twelve things to tick on pay, and with a tenth topic; they are checked already."""
    signs = "".join(FLAG.format(id=f"sign-{n}", text=f"Odd sign {n}", severity="note") for n in range(1, 4))
    parking = FLAG.format(id="no-parking", text="No place to park", severity="note")
    way = "topic: parking\ntitle: The way there\nwhy: You go there daily.\n"
    folder = layer(
        tmp_path / "more", pay=f"topic: pay\nflags:{signs}{SOURCES}", parking=f"{way}flags:{parking}{SOURCES}"
    )
    load_book("candidate", [folder])
    return str(folder)


def last_ones(more: str) -> tuple[int, int]:
    """The numbers of the last topic and of the last sign of pay, both on the second page."""
    book = load_book("candidate", [Path(more)])
    return len(book.ordinary_topics), len(book.topic_by_id["pay"].options)


def test_the_last_topic_and_the_last_sign_are_reached_with_keys(more: str) -> None:
    digit, sign = (number - 9 for number in last_ones(more))
    with Person("assess", "--rules", more, "--json") as person:
        person.sees("ARE YOU SAFE?")
        person.presses("0")
        person.sees("WHAT IS GOING ON?", 'leave out counts as "no"', "+ more")
        person.presses("1")
        person.sees("1* Pay")
        person.presses("+")
        person.sees(f"{digit}  The way there", "+ the first ones (1 ticked)")
        person.presses(str(digit))
        person.sees(f"{digit}* The way there")
        person.presses(ENTER)
        person.sees("Pay, or work without pay", "+ more")
        person.presses("+")
        person.sees(f"{sign}  Odd sign 3")
        person.presses(str(sign))
        person.sees(f"{sign}* Odd sign 3")
        person.presses(ENTER)
        person.sees("The way there", "1  No place to park")
        person.presses(f"1{ENTER}")
        person.sees("q done")
        person.presses("q")
    found = json.loads(person.ends().stdout)["flags"]
    assert {flag["id"] for flag in found} == {"sign-3", "no-parking"}


def test_the_last_topic_and_the_last_sign_are_reached_as_plain_text(more: str) -> None:
    last, sign = last_ones(more)
    typed = f"0\n+\n1 {last}\n{sign}\n1\nq\n"
    result = invoke("assess", "--rules", more, "--json", stdin=typed, terminal=PLAIN)
    assert result.exit_code == 0
    assert f"{last}: The way there" in result.stdout
    data = json.loads(result.stdout[result.stdout.index("\n{") :])
    assert {flag["id"] for flag in data["flags"]} == {"sign-3", "no-parking"}


def test_a_tick_on_page_two_takes_one_key_more(more: str) -> None:
    engine = Engine(load_book("candidate", [Path(more)]))
    told = {
        atom: "no" for prompt in ("danger", "topics", "parking") for atom in atoms_of(engine.book, prompt)
    }
    told |= {"topics/parking": "yes", "no-parking": "yes"}
    effort = effort_of(engine, told, Profile())
    assert (effort.screens, effort.keys) == (3, len("0") + len("+1>") + len("1>"))


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        (["TITLE", "and text"], ["TITLE       Ctrl-C stop", "and text"]),
        (["A TITLE OF A ROW", "text"], ["A TITLE OF A ROW", "text        Ctrl-C stop"]),
        (
            ["A TITLE OF A ROW", "and long enough", "x"],
            ["A TITLE OF A ROW", "and long enough", "x", "Ctrl-C stop"],
        ),
        ([], ["Ctrl-C stop"]),
    ],
)
def test_every_screen_names_how_to_stop_and_costs_no_row_if_it_can(rows: list[str], shown: list[str]) -> None:
    lines = with_stop([(("plain", row),) for row in rows], 23, "stop")
    assert [text_of(line) for line in lines] == shown


def test_q_says_how_to_stop_where_it_ends_nothing() -> None:
    with Asked(lambda asker: asker.show(lambda _: [(("plain", "Page"),)], (("Enter", "go on"),))) as person:
        person.sees("Page")
        person.presses("q")
        person.sees("To stop press Ctrl-C; it says how to go on.")
        person.presses(ENTER)
