"""The card and the rehearsal as the commands give them: printed, written, hidden, and with no secret in them."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from html import unescape
from io import StringIO
from pathlib import Path

import pytest
from person import CTRL_C, ENTER, Person, invoke

from interview_coach.amounts import amount_of
from interview_coach.book.vocabulary import Stance
from interview_coach.cli.prep import PrepOptions, print_card, rehearse
from interview_coach.cli.streams import Terminal
from interview_coach.dialogue.port import Hidden
from interview_coach.dialogue.rehearsal_talk import practise
from interview_coach.guides.settled import Settled
from interview_coach.problems import BadInput
from interview_coach.storage.books import UnknownRole, load_book, load_guides
from interview_coach.terminal.plain import PlainAsker

ROLES = ("candidate", "freelancer", "interviewer", "vendor")
PIPE = Terminal(interactive=False, plain=False, colour=False, width=200)
NARROW = Terminal(interactive=True, plain=False, colour=False, width=40)
WIDE = Terminal(interactive=True, plain=False, colour=False, width=200)
SETTLED = Settled(
    amount_of("45,678.90 EUR a year"),
    Stance.FIRM,
    "high",
    "yes",
    "gb",
    ("pay-below-floor", "pay-below-posted", "health-question"),
    ("A ramp for Nadia",),
    ("Acme pays 52,345 GBP",),
    ("pay-range", "why-open"),
)
Capsys = pytest.CaptureFixture[str]


def card_text(capsys: Capsys, *, role: str = "candidate", settled: Settled = Settled()) -> str:
    print_card(PrepOptions(role=role), settled, PIPE)
    return capsys.readouterr().out


def page(capsys: Capsys, *, role: str = "candidate", settled: Settled = Settled()) -> str:
    print_card(PrepOptions(role=role, html="-"), settled, PIPE)
    return capsys.readouterr().out


# -- what it shows --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_card_without_a_single_answer(capsys: Capsys, role: str) -> None:
    shown = card_text(capsys, role=role)
    assert load_book(role).danger.options[0].text in shown
    assert shown.count("If they push") == 3
    assert "none written down yet" in shown


def test_the_card_holds_what_was_settled(capsys: Capsys) -> None:
    shown = " ".join(card_text(capsys, settled=SETTLED).split())
    assert "If the pay is below the least you would accept, ask:" in shown
    assert "I'm going to leave it there." in shown
    assert "999" in shown
    assert shown.index("pay range for this job") < shown.index("Why is this job open?")
    assert "none written down" not in shown


@pytest.mark.parametrize("draw", [card_text, page], ids=["text", "page"])
def test_no_figure_and_nothing_of_the_person_s_own_words_is_on_it(capsys: Capsys, draw: object) -> None:
    assert callable(draw)
    shown = str(draw(capsys, settled=SETTLED))
    body = unescape(re.sub(r"<[^>]*>", " ", shown.rpartition("<body>")[2]))
    assert set(re.findall(r"\d+", body)) <= set(re.findall(r"\d+", emergency("gb")))
    for secret in ("EUR", "GBP", "45", "678", "52", "Nadia", "Acme", "a year"):
        assert secret not in body


def emergency(country: str) -> str:
    known = next(each for each in load_guides().countries if each.id == country)
    return f"{known.emergency} {known.silent}"


@pytest.mark.parametrize("role", ROLES)
def test_the_commands_on_the_card_are_those_of_the_role(capsys: Capsys, role: str) -> None:
    shown = " ".join(card_text(capsys, role=role).split())
    named = re.findall(r"`coach ([^`]+)`", shown)
    suffix = "" if role == "candidate" else f" --role {role}"
    guides = load_guides(role)
    wanted = [name for name, has in (("prep", guides.prep), ("followup", guides.followup)) if has]
    assert named == [f"{name}{suffix}" for name in wanted]


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(UnknownRole, match="did you mean 'vendor'"):
        print_card(PrepOptions(role="vendr"), Settled(), PIPE)


@pytest.mark.parametrize(("terminal", "widest"), [(NARROW, 40), (WIDE, 72), (PIPE, 60)])
def test_the_card_fits_where_it_is_shown(capsys: Capsys, terminal: Terminal, widest: int) -> None:
    print_card(PrepOptions(role="candidate"), SETTLED, terminal)
    rows = capsys.readouterr().out.splitlines()
    assert widest - 10 < max(map(len, rows)) <= widest


def test_as_data_it_says_the_same(capsys: Capsys) -> None:
    print_card(PrepOptions(role="candidate", as_json=True), SETTLED, PIPE)
    data = json.loads(capsys.readouterr().out)
    shown = " ".join(card_text(capsys, settled=SETTLED).split())
    for plan in data["deal_breakers"]:
        assert f'{plan["if"]}, {"ask" if plan["ask"] else "say"}: "{plan["ask"] or plan["say"]}"' in shown
    for line in (*data["exits"], *data["asks"]):
        assert line["text"] in shown
    assert [plan["flag"] for plan in data["deal_breakers"]] == list(SETTLED.deal_breakers)
    assert len(data["questions"]) == len(SETTLED.questions)
    assert "678" not in json.dumps(data)


# -- as a file ------------------------------------------------------------------------------------------


def test_a_page_is_written_for_its_owner_alone(tmp_path: Path, capsys: Capsys) -> None:
    folder = tmp_path / "papers"
    folder.mkdir(mode=0o755)
    file = folder / "card.html"
    print_card(PrepOptions(role="candidate", html=str(file)), SETTLED, PIPE)
    assert str(file) in capsys.readouterr().out
    assert file.read_text("ascii") == page(capsys, settled=SETTLED)
    assert list(folder.iterdir()) == [file]
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def test_an_older_card_is_written_anew(tmp_path: Path, capsys: Capsys) -> None:
    file = tmp_path / "card.html"
    print_card(PrepOptions(role="candidate", html=str(file)), Settled(), PIPE)
    print_card(PrepOptions(role="candidate", html=str(file)), SETTLED, PIPE)
    capsys.readouterr()
    assert file.read_text("ascii") == page(capsys, settled=SETTLED)


@pytest.mark.parametrize("content", [b"", b"my thesis", b"<!doctype html><p>coach prep --card"])
def test_no_other_file_is_ever_overwritten(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    file = folder / "card.html"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=r"card\.html is there already and is no card of mine; name another"):
        print_card(PrepOptions(role="candidate", html=str(file)), Settled(), PIPE)
    assert file.read_bytes() == content
    assert list(folder.iterdir()) == [file]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights of their own there")
def test_a_link_is_not_followed_and_not_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "target.html", tmp_path / "card.html"
    print_card(PrepOptions(role="candidate", html=str(target)), Settled(), PIPE)
    before = target.read_bytes()
    for to in (target, tmp_path / "nowhere"):
        link.unlink(missing_ok=True)
        link.symlink_to(to)
        with pytest.raises(BadInput, match="is there already"):
            print_card(PrepOptions(role="candidate", html=str(link)), SETTLED, PIPE)
        assert link.is_symlink()
    assert target.read_bytes() == before


def test_a_place_that_is_no_file_is_refused_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"is a folder; name a file in it, such as .*card\.html"):
        print_card(PrepOptions(role="candidate", html=str(tmp_path)), Settled(), PIPE)
    with pytest.raises(BadInput, match=r"there is no folder .*no-such; make it first"):
        print_card(
            PrepOptions(role="candidate", html=str(tmp_path / "no-such" / "card.html")), Settled(), PIPE
        )
    assert list(tmp_path.glob("no-such*")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="names a folder that only Linux has")
def test_a_folder_that_takes_no_file_is_told() -> None:
    with pytest.raises(BadInput, match=r"cannot be written \(.+\); name a file elsewhere, or - to print"):
        print_card(PrepOptions(role="candidate", html="/proc/card.html"), Settled(), PIPE)


# -- rehearsal ------------------------------------------------------------------------------------------


def practised(keys: str, settled: Settled = Settled()) -> tuple[bool, str]:
    """Rehearse by typing these keys, each with Enter. Returns whether it was hidden, and what was shown."""
    shown = StringIO()
    asker = PlainAsker(load_book().wording, StringIO("".join(f"{key.strip()}\n" for key in keys)), shown)
    prep = load_guides().prep
    assert prep is not None
    try:
        practise(prep.rehearsal, load_book(), settled, asker)
        is_hidden = False
    except Hidden:
        is_hidden = True
    except KeyboardInterrupt:
        pytest.fail(f"the keys were used up before it ended:\n{shown.getvalue()}")
    return is_hidden, " ".join(shown.getvalue().split())


def test_a_rehearsal_is_the_line_two_pushes_and_going() -> None:
    prep = load_guides().prep
    assert prep is not None
    hidden, shown = practised("    ", SETTLED)
    assert not hidden
    line = "\"Thanks, but that's not enough for me. I'm going to leave it there."
    places = [
        shown.index(each)
        for each in (
            "If they can't reach the least you'd accept:",
            " ".join(line.split()[:5]),
            "(1 of 2)",
            prep.rehearsal.pushes[0].they,
            "It's still not enough for me.",
            "(2 of 2)",
            prep.rehearsal.pushes[1].they,
            "Then go",
        )
    ]
    assert places == sorted(places)
    assert prep.rehearsal.pushes[-1].they not in shown or len(prep.rehearsal.pushes) == 2


def test_another_line_can_be_practised_and_one_can_go_back() -> None:
    _, shown = practised("s bq", SETTLED)
    assert shown.count("If they can't reach the least you'd accept:") == 1
    assert shown.count("If they ask about your health again:") == 2


def test_more_pushes_come_when_asked_for() -> None:
    prep = load_guides().prep
    assert prep is not None
    assert len(prep.rehearsal.pushes) == 4
    _, shown = practised("   m   ")
    assert all(push.they in shown for push in prep.rehearsal.pushes)
    assert "(4 of 4)" in shown


@pytest.mark.parametrize("keys", ["q", " q", "  q", "   q", "xq", " xq", "s q", "   mq", "   m  q"])
def test_q_ends_it_everywhere(keys: str) -> None:
    assert not practised(keys, SETTLED)[0]


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        ("", ()),
        (" ", ("Say it aloud",)),
        ("  ", ("(1 of 2)", "Say it aloud")),
        ("   ", ("(2 of 2)", "(1 of 2)", "Say it aloud")),
        ("s", ("If they can't reach the least you'd accept:",)),
        ("   m", ("Then go", "(2 of 2)", "(1 of 2)", "Say it aloud")),
        ("x", None),
    ],
)
def test_back_goes_back_one_from_everywhere_and_out_of_it_from_the_first(
    keys: str, seen: tuple[str, ...] | None
) -> None:
    there = practised(f"{keys}q", SETTLED)[1]
    if seen is None:
        assert practised("xbq", SETTLED)[1].count("Say it aloud") == 2
        return
    hidden, shown = practised(keys + "b" * (len(seen) + 1), SETTLED)
    assert not hidden
    places = []
    at = len(there) - len("> ")
    for each in seen:
        at = shown.index(each, at) + len(each)
        places.append(at)
    assert len(places) == len(seen)


@pytest.mark.parametrize("keys", ["h", " h", "  h", "   h", "xh"])
def test_hide_ends_it_everywhere(keys: str) -> None:
    assert practised(keys)[0]


def test_a_line_to_leave_with_for_real_is_at_hand_and_it_goes_on() -> None:
    hidden, shown = practised("x     ")
    assert not hidden
    assert "To leave now" in shown
    assert "Then go" in shown


def test_breaking_off_raises() -> None:
    prep = load_guides().prep
    assert prep is not None
    with pytest.raises(KeyboardInterrupt):
        practise(
            prep.rehearsal,
            load_book(),
            Settled(),
            PlainAsker(load_book().wording, StringIO("\n"), StringIO()),
        )


@pytest.mark.parametrize("role", ROLES)
def test_without_a_terminal_the_whole_is_printed(capsys: Capsys, role: str) -> None:
    rehearse(PrepOptions(role=role), Settled(), PIPE)
    shown = " ".join(capsys.readouterr().out.split())
    guide = load_guides(role).prep or load_guides().prep
    assert guide is not None
    for text in (guide.rehearsal.intro, guide.rehearsal.after, *(p.they for p in guide.rehearsal.pushes)):
        assert text in shown


def test_the_rehearsal_holds_no_figure_either(capsys: Capsys) -> None:
    rehearse(PrepOptions(role="candidate"), SETTLED, PIPE)
    assert not re.search(r"\d", capsys.readouterr().out)


# -- the whole command ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_the_command_prints_the_card_without_a_terminal(capsys: Capsys, role: str) -> None:
    result = invoke("prep", "--card", "--role", role)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == card_text(capsys, role=role)


def test_the_command_refuses_another_s_file_with_status_2(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")
    result = invoke("prep", "--card", "--html", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"coach: --html: {file} is there already")


def test_a_rehearsal_with_real_keys() -> None:
    with Person("prep", "--rehearse") as person:
        person.sees("Say it aloud", "Enter they push")
        person.presses(ENTER)
        person.sees("(1 of 2)", "Enter I said it")
        person.presses(ENTER)
        person.sees("(2 of 2)")
        person.presses("b")
        person.sees("(1 of 2)")
        person.presses(ENTER)
        person.sees("(2 of 2)")
        person.presses(ENTER)
        person.sees("Then go", "Enter done")
        person.presses(ENTER)
        assert person.ends().exit_code == 0


def test_hiding_a_rehearsal_leaves_an_empty_screen() -> None:
    with Person("prep", "--rehearse") as person:
        person.sees("Say it aloud")
        person.presses("h")
        assert person.ends().exit_code == 0
        assert person.screen == ""


def test_breaking_off_a_rehearsal_clears_the_screen_and_says_so() -> None:
    with Person("prep", "--rehearse") as person:
        person.sees("Say it aloud")
        person.presses(CTRL_C)
        result = person.ends()
        assert result.exit_code == 130
        assert result.stderr == "Stopped.\nA line now: coach script\n"
        assert person.screen == ""


@pytest.mark.parametrize("options", [("--html", "-"), ("--rehearse",)])
def test_json_that_would_be_none_is_refused(options: tuple[str, ...]) -> None:
    result = invoke("prep", *options, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert options[0] in result.stderr
