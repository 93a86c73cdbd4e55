"""The questions as numbered text, through PlainAsker itself and through the command."""

from __future__ import annotations

import errno
import io
from pathlib import Path

import pytest
from person import invoke

from interview_coach.cli.streams import Terminal
from interview_coach.dialogue.port import Hidden, Reply
from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import recommend
from interview_coach.render.result_page import first_page
from interview_coach.session.screens import Notice, screen_for
from interview_coach.storage.books import load_book
from interview_coach.terminal.plain import PlainAsker

ON_A_TERMINAL = Terminal(interactive=True, plain=False, colour=True, width=80, grace=0)


def asked(prompt: str, typed: str, ticked: frozenset[str] = frozenset()) -> tuple[Reply, str]:
    """What a person who types this answers to a prompt, and what was printed."""
    printed = io.StringIO()
    reply = PlainAsker(load_book().wording, io.StringIO(typed), printed).ask(
        screen_for(load_book(), prompt), ticked
    )
    return reply, printed.getvalue()


def test_choices_are_numbered_one_to_a_line_and_sentences_too() -> None:
    book = load_book()
    _, printed = asked("danger", "0\n")
    lines = printed.splitlines()
    assert lines[0] == book.wording.danger_title
    for number, option in enumerate(book.danger.options, 1):
        assert f"{number}: {option.text}" in lines
    assert "0: None of these" in lines
    assert "n: Not sure" in lines
    for line in lines:
        assert ". " not in line.rstrip(".")


def test_nothing_that_is_printed_is_an_escape_byte() -> None:
    for prompt in ("danger", "topics", "pay", "raised/pay", "need"):
        _, printed = asked(prompt, "1\n")
        assert printed.replace("\n", "").isprintable()


def test_a_blank_line_answers_nothing() -> None:
    reply, printed = asked("danger", "\n  \n0\n")
    assert set(dict(reply.answers).values()) == {"no"}
    assert printed.count("An empty line answers nothing.") == 2


def test_an_unknown_key_is_named_and_what_is_allowed_is_listed() -> None:
    _, printed = asked("danger", "z\n0\n")
    assert "z means nothing here." in printed
    assert "Allowed: 1, 2, 3" in printed


def test_two_keys_do_not_answer_a_question_that_wants_one() -> None:
    reply, printed = asked("danger", "01\n0\n")
    assert "One key only, please." in printed
    assert set(dict(reply.answers).values()) == {"no"}


@pytest.mark.parametrize("typed", ["1 3", "1,3", "13", " 3 , 1 ", "3 1 1"])
def test_ticks_are_typed_in_one_line(typed: str) -> None:
    book = load_book()
    reply, _ = asked("topics", f"{typed}\n")
    ticked = {atom for atom, value in reply.answers if value == "yes"}
    topics = book.ordinary_topics
    assert ticked == {f"topics/{topics[0].id}", f"topics/{topics[2].id}"}


def test_none_together_with_a_tick_is_refused() -> None:
    reply, printed = asked("topics", "0 1\n0\n")
    assert "0 means none of these" in printed
    assert set(dict(reply.answers).values()) == {"no"}


def test_not_sure_together_with_a_tick_doubts_the_rest() -> None:
    reply, _ = asked("topics", "1 n\n")
    values = list(dict(reply.answers).values())
    assert values[0] == "yes"
    assert set(values[1:]) == {"not-sure"}


def test_what_was_ticked_before_is_said() -> None:
    book = load_book()
    first = book.ordinary_topics[0]
    _, printed = asked("topics", "0\n", frozenset({f"topics/{first.id}"}))
    assert f"1: {first.title}" in printed.splitlines()
    assert "You ticked 1 before. Type all that fit once more." in printed.splitlines()


@pytest.mark.parametrize("key", ["?", "x", "i", "X"])
def test_letters_command(key: str) -> None:
    reply, _ = asked("danger", f"{key}\n")
    assert reply == Reply(command=key.lower())


@pytest.mark.parametrize("key", ["h", "H"])
def test_h_hides(key: str) -> None:
    with pytest.raises(Hidden):
        asked("danger", f"{key}\n")


@pytest.mark.parametrize("typed", ["", "z\n", "\n"])
def test_the_end_of_input_breaks_off_and_answers_nothing(typed: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        asked("danger", typed)


def test_a_notice_goes_on_with_enter_and_hides_with_h() -> None:
    notice = Notice("Why I ask", ("One. Two.", "Three?"))
    printed = io.StringIO()
    assert PlainAsker(load_book().wording, io.StringIO("\n"), printed).tell(notice) == ""
    assert printed.getvalue().splitlines()[:4] == ["Why I ask", "One.", "Two.", "Three?"]
    with pytest.raises(Hidden):
        PlainAsker(load_book().wording, io.StringIO("h\n"), io.StringIO()).tell(notice)


@pytest.mark.parametrize("typed", ["\n", "ms\n", "bhq\n", "z\n"])
def test_a_result_waits_for_one_of_its_keys(typed: str) -> None:
    recommendation = recommend(Engine(load_book()), {})
    printed = io.StringIO()
    asker = PlainAsker(load_book().wording, io.StringIO(f"{typed}q\n"), printed)
    assert asker.show(lambda width: first_page(recommendation, width), (("m", "more"), ("q", "done"))) == "q"
    assert "Allowed: m" in printed.getvalue()


# -- the whole command ----------------------------------------------------------------------------------


def keys_for(*texts: str, printed: str) -> str:
    """The keys of these choices in what was printed."""
    return " ".join(
        next(
            line[0] for line in printed.splitlines() if line[1:] in (f": {text}", f": {text} (ticked before)")
        )
        for text in texts
    )


def test_a_whole_run_to_a_verdict_without_one_escape_byte() -> None:
    book = load_book()
    typed = "0\n"
    steps = [
        (book.topic_by_id["pay"].title,),
        (book.option_by_id["pay-below-posted"].text,),
        (next(a.text for a in book.topic_by_id["pay"].raise_question.answers if a.means.id == "refused"),),
        (next(a.text for a in book.context_by_id["need"].answers if a.id == "ordinary"),),
    ]
    for texts in steps:
        printed = invoke("assess", "--plain", stdin=typed, terminal=ON_A_TERMINAL).stdout
        typed += keys_for(*texts, printed=printed) + "\n"
    result = invoke("assess", "--plain", stdin=typed + "m\nb\nq\n", terminal=ON_A_TERMINAL)
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "END IT POLITELY" in result.stdout
    assert book.flag_by_id["pay-below-posted"].finding in result.stdout
    assert "\x1b" not in result.stdout


def test_the_end_of_input_is_130_and_never_an_answer(home: Path) -> None:
    result = invoke("assess", "--plain", stdin="", terminal=ON_A_TERMINAL)
    assert result.exit_code == 130
    assert result.stderr.startswith("Stopped. Nothing was kept.")
    assert not (home / "state").exists()


def test_blank_lines_alone_never_reach_the_second_screen() -> None:
    result = invoke("assess", "--plain", stdin="\n" * 20, terminal=ON_A_TERMINAL)
    assert result.exit_code == 130
    assert load_book().wording.topics_title not in result.stdout


def test_breaking_off_half_way_says_how_to_go_on() -> None:
    result = invoke("assess", "--plain", stdin="0\n", terminal=ON_A_TERMINAL)
    assert result.exit_code == 130
    assert "coach assess --resume" in result.stderr


def test_hide_leaves_nothing_and_pushes_the_text_off_the_screen(home: Path) -> None:
    result = invoke("assess", "--plain", stdin="0\nh\n", terminal=ON_A_TERMINAL)
    assert result.exit_code == 0
    assert "\n" * 40 in result.stdout
    assert result.stdout.endswith("Close this window to be sure.\n")
    assert list((home / "state").iterdir()) == []


def test_a_terminal_that_is_plain_needs_no_option() -> None:
    plain = Terminal(interactive=True, plain=True, colour=False, width=80)
    result = invoke("assess", stdin="1\nq\n", terminal=plain)
    assert result.exit_code == 0
    assert "LEAVE NOW" in result.stdout


def test_the_other_side_can_be_chosen() -> None:
    result = invoke("assess", "--plain", stdin="i\n2\n1\nq\n", terminal=ON_A_TERMINAL)
    assert result.exit_code == 0
    assert "WHO ARE YOU?" in result.stdout


def test_a_result_is_told_once() -> None:
    result = invoke("assess", "--plain", stdin="1\nq\n", terminal=ON_A_TERMINAL)
    assert result.stdout.count("LEAVE NOW") == 1


def pressed(*keys: str) -> tuple[PlainAsker, io.StringIO]:
    """An asker who answers with these keys, one at a time and without Enter; no line is ever typed."""
    waiting, printed = iter(keys), io.StringIO()
    return PlainAsker(load_book().wording, io.StringIO(), printed, lambda: next(waiting)), printed


def test_a_single_key_answers_where_it_is_wished_for() -> None:
    asker, printed = pressed("\r", "z", "1")
    reply = asker.ask(screen_for(load_book(), "danger"), frozenset())
    assert reply.answers == ((load_book().danger.options[0].id, "yes"),)
    told = printed.getvalue()
    assert told.endswith("Press one key:\n1\n")
    assert "Press one key:\nEnter\nAn empty line answers nothing.\n" in told
    assert "Press one key:\nz\nz means nothing here.\n" in told
    assert "then Enter" not in told


def test_a_notice_and_a_result_take_single_keys_too() -> None:
    asker, _ = pressed("\r", "X", "q", "\n")
    assert asker.tell(Notice("Title", ("Text.",))) == ""
    assert asker.tell(Notice("Title", ("Text.",))) == "x"
    assert asker.show(lambda _: (), (("m", "more"), ("q", "done"))) == "q"
    assert asker.show(lambda _: (), (("Enter", "go on"), ("h", "hide"))) == "Enter"


def test_several_things_are_still_ticked_in_one_line() -> None:
    printed = io.StringIO()
    asker = PlainAsker(
        load_book().wording, io.StringIO("1 3\n"), printed, lambda: pytest.fail("no key is asked for")
    )
    reply = asker.ask(screen_for(load_book(), "pay"), frozenset())
    assert [answer for _, answer in reply.answers].count("yes") == 2


def test_a_single_h_hides_and_the_end_of_input_breaks_off() -> None:
    def closed() -> str:
        raise EOFError

    with pytest.raises(Hidden):
        pressed("h")[0].ask(screen_for(load_book(), "danger"), frozenset())
    with pytest.raises(KeyboardInterrupt):
        PlainAsker(load_book().wording, io.StringIO(), io.StringIO(), closed).tell(Notice("Title", ()))
    with pytest.raises(KeyboardInterrupt):
        pressed("")[0].tell(Notice("Title", ()))
    with pytest.raises(KeyboardInterrupt):
        pressed("")[0].ask(screen_for(load_book(), "danger"), frozenset())


def test_q_says_how_to_stop() -> None:
    _, printed = asked("danger", "q\n0\n")
    assert "To stop press Ctrl-C; it says how to go on." in printed


def test_a_terminal_that_is_gone_breaks_off_where_a_key_is_waited_for() -> None:
    def gone() -> str:
        raise OSError(errno.ENXIO, "No such device or address", "/dev/tty")

    with pytest.raises(KeyboardInterrupt):
        PlainAsker(load_book().wording, io.StringIO(), io.StringIO(), gone).show(
            lambda _: (), (("q", "quit"),)
        )
