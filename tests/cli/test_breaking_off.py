"""Breaking off, resuming and hiding: what is kept, what is not, and what the person is told."""

from __future__ import annotations

import json
import shlex
import stat
from pathlib import Path

import pytest
from person import CTRL_C, CTRL_D, ENTER, Person, invoke

from cli.layers import layer
from interview_coach.engine.answers import prompts_of, values_of
from interview_coach.storage.books import load_book
from interview_coach.storage.folders import draft_file

DRAFT, RESULT = "draft.json", "last-result.json"


def kept(home: Path) -> set[str]:
    """The names of the coach's files about this person."""
    folder = home / "state"
    return {file.name for file in folder.iterdir()} if folder.is_dir() else set()


def broken_off_at_pay(person: Person) -> None:
    person.is_safe()
    person.names("pay")
    person.sees_topic("pay")
    person.presses(CTRL_C)


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["ctrl-c", "ctrl-d"])
def test_breaking_off_clears_the_screen_exits_130_and_names_the_way_back(key: str, home: Path) -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses(key)
        result = person.ends()
        assert result.exit_code == 130
        assert result.stdout == ""
        assert result.stderr.startswith("Stopped.")
        assert "coach assess --resume\n" in result.stderr
        assert "coach script\n" in result.stderr
        assert person.screen == ""
    assert kept(home) == {DRAFT}


def test_breaking_off_on_the_first_screen_keeps_nothing_and_says_so(home: Path) -> None:
    with Person("assess") as person:
        person.sees_danger()
        person.presses(CTRL_C)
        result = person.ends()
        assert result.exit_code == 130
        assert result.stderr.startswith("Stopped. Nothing was kept.")
        assert "coach script\n" in result.stderr
        assert "--resume" not in result.stderr
    assert kept(home) == set()


@pytest.mark.parametrize("where", ["why", "result", "more"])
def test_breaking_off_works_on_every_kind_of_screen(where: str) -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses("?" if where == "why" else "t")
        person.sees("What each one means" if where == "why" else "m more")
        if where == "more":
            person.presses("m")
            person.no_longer_sees("m more")
            person.sees("b back")
        person.presses(CTRL_C)
        result = person.ends()
        assert result.exit_code == 130
        assert "coach assess --resume" in result.stderr
        assert person.screen == ""


def test_breaking_off_while_choosing_the_side_says_so_too() -> None:
    with Person("assess") as person:
        person.sees_danger()
        person.presses("i")
        person.sees("WHO ARE YOU?")
        person.presses(CTRL_C)
        result = person.ends()
        assert result.exit_code == 130
        assert result.stderr.startswith("Stopped.")


def test_resume_takes_the_role_from_the_draft() -> None:
    with Person("assess", "--role", "interviewer", role="interviewer") as person:
        person.sees_danger()
        person.presses("0")
        person.sees(person.book.ordinary_topics[0].title)
        person.presses(CTRL_C)
        person.ends()
    with Person("assess", "--resume") as person:
        person.sees(load_book("interviewer").ordinary_topics[0].title)


def test_resume_takes_the_stance_from_the_draft() -> None:
    with Person("assess", "--stance", "firm") as person:
        person.is_safe()
        person.names("fit")
        person.sees_topic("fit")
        person.presses(CTRL_C)
        person.ends()
    with Person("assess", "--resume") as person:
        person.saw("fit", "would-say-no")
        person.answers("meet-again", "yes")
        person.answers("need", "ordinary")
        person.sees_result("politely-exit")


def test_the_draft_is_for_its_owner_alone_and_holds_ids_only(home: Path) -> None:
    with Person("assess") as person:
        broken_off_at_pay(person)
        person.ends()
    file = home / "state" / DRAFT
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    data = json.loads(file.read_text("utf-8"))
    book = load_book()
    values = values_of(book)
    assert set(data) == {"format", "role", "stance", "saved", "given", "events", "ticked"}
    assert [prompt for prompt, _ in data["events"]] == ["danger", "topics"]
    for prompt, answers in data["events"]:
        assert prompt in prompts_of(book)
        for atom, value in answers.items():
            assert value in values[atom]


def test_resume_goes_on_where_it_was_broken_off() -> None:
    with Person("assess") as person:
        broken_off_at_pay(person)
        person.ends()
    with Person("assess", "--resume") as person:
        person.saw("pay", "pay-below-posted")
        person.asked("pay", "refused")
        person.answers("need", "ordinary")
        person.sees_result("politely-exit")


def test_what_was_ticked_and_not_sent_is_ticked_again_and_answers_nothing() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("pay")
        person.sees_topic("pay")
        person.presses("2")
        person.sees("2*")
        before = person.screen
        person.presses(CTRL_C)
        person.ends()
    kept = json.loads(draft_file().read_text("utf-8"))
    assert set(kept["ticked"]) == {"pay"}
    assert [prompt for prompt, _ in kept["events"]] == ["danger", "topics"]
    with Person("assess", "--resume") as person:
        assert person.sees("2*") == before
        person.presses(CTRL_C)
        person.ends()
    assert json.loads(draft_file().read_text("utf-8"))["ticked"] == kept["ticked"]


def test_ticked_signs_of_danger_are_never_kept() -> None:
    with Person("assess") as person:
        person.sees_danger()
        person.presses("n")
        person.sees(person.book.wording.danger_signs_title)
        person.presses("1")
        person.sees("1*")
        person.presses(CTRL_C)
        person.ends()
    assert not draft_file().exists() or not json.loads(draft_file().read_text("utf-8"))["ticked"]


def test_hiding_keeps_no_ticks() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("pay")
        person.sees_topic("pay")
        person.presses("2")
        person.sees("2*")
        person.presses("h")
        person.ends()
    assert not draft_file().exists()


def test_back_works_across_a_resume() -> None:
    with Person("assess") as person:
        broken_off_at_pay(person)
        person.ends()
    with Person("assess", "--resume") as person:
        person.sees_topic("pay")
        person.presses("b")
        person.sees_topics()
        person.sees(f"1* {person.book.topic_by_id['pay'].title}")
        person.presses("b")
        person.sees_danger()


def test_resume_after_a_result_asks_again_what_came_of_raising_it() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("pay")
        person.saw("pay", "pay-below-posted")
        person.asked("pay", "not-yet")
        person.sees_result("stay")
        person.presses("q")
        assert person.ends().exit_code == 0
    with Person("assess", "--resume") as person:
        person.asked("pay", "refused")
        person.answers("need", "ordinary")
        person.sees_result("politely-exit")


def test_resume_does_not_ask_again_what_was_answered_for_good() -> None:
    with Person("assess") as person:
        person.is_safe()
        person.names("pay")
        person.saw("pay", "pay-below-posted")
        person.asked("pay", "refused")
        person.answers("need", "ordinary")
        person.sees_result("politely-exit")
        person.presses("q")
        person.ends()
    with Person("assess", "--resume") as person:
        person.sees_result("politely-exit")


def test_resume_keeps_the_topics_of_the_command_line() -> None:
    with Person("assess", "pay") as person:
        person.sees_danger()
        person.presses("0")
        person.sees_topic("pay")
        person.presses(CTRL_C)
        person.ends()
    with Person("assess", "--resume") as person:
        person.sees_topic("pay")


def test_resume_without_a_draft_says_so() -> None:
    with Person("assess", "--resume") as person:
        result = person.ends()
        assert result.exit_code == 2
        assert result.stderr == (
            "coach: there is nothing to resume (drafts are kept for 24 hours); start with `coach assess`\n"
        )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"[]",
        b'{"format": 99}',
        b'{"format": 2, "saved": 4e9}',
        b"\x00\xff",
        b"[" * 50_000,
    ],
    ids=["empty", "text", "list", "newer", "future", "binary", "deep"],
)
def test_resume_with_a_damaged_draft_is_no_crash(content: bytes, home: Path) -> None:
    (home / "state").mkdir()
    (home / "state" / DRAFT).write_bytes(content)
    with Person("assess", "--resume") as person:
        result = person.ends()
        assert result.exit_code == 2
        assert "nothing to resume" in result.stderr


def test_resume_after_the_rules_changed_says_so_and_keeps_what_fits(home: Path) -> None:
    with Person("assess") as person:
        broken_off_at_pay(person)
        person.ends()
    file = home / "state" / DRAFT
    data = json.loads(file.read_text("utf-8"))
    data["events"][1][1]["topics/gone"] = "yes"
    data["events"].append(["gone", {"odd": "yes"}])
    data["given"]["topics/gone-too"] = "yes"
    file.write_text(json.dumps(data), "utf-8")
    with Person("assess", "--resume") as person:
        person.sees_topic("pay")
        person.presses("b")
        person.sees_topics()
        person.presses(CTRL_C)
        told = person.ends().stderr
    assert "what no longer fits is left out of it" in told
    assert "gone" not in file.read_text("utf-8")


ODD = """\
topic: parking
title: Parking
why: You go there daily.
flags:
  no-parking:
    option: No place to park
    finding: There is no place to park.
    why: A small sign.
    severity: note
    raise: "no"
    sources: [of-mine]
sources:
  of-mine: {publisher: P, title: T, year: 2024, url: "https://example.org/x", strength: official}
"""


def test_the_hint_to_go_on_names_the_rules_and_without_them_it_goes_on_with_what_fits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = layer(tmp_path / "my rules", parking=ODD)
    monkeypatch.chdir(tmp_path)
    load_book(rules=[rules.relative_to(tmp_path)])
    with Person("assess", "parking", "--rules", "my rules") as person:
        person.sees_danger()
        person.presses("0")
        person.sees("No place to park")
        person.presses(CTRL_C)
        hint = person.ends().stderr.splitlines()[1]
    assert hint == f"Go on: coach assess --resume --rules '{tmp_path / 'my rules'}'"
    for words in (shlex.split(hint)[3:], ["assess", "--resume"]):
        load_book(rules=[rules] if "--rules" in words else [])
        with Person(*words) as person:
            person.sees("No place to park" if "--rules" in words else "what you ticked")
            person.presses(CTRL_C)
            assert ("what no longer fits" in person.ends().stderr) is ("--rules" not in words)


# -- danger ------------------------------------------------------------------------------------------


def test_no_draft_and_no_result_exist_once_danger_is_ticked(home: Path) -> None:
    with Person("assess") as person:
        person.is_in_danger("physical-threat")
        person.sees_result("walk-out")
        assert kept(home) == set()
        person.presses("q")
        person.ends()
    assert kept(home) == set()


def test_danger_takes_the_files_of_earlier_runs_away(home: Path) -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses("t")
        person.sees("m more")
        person.presses("q")
        person.ends()
    assert kept(home) == {DRAFT, RESULT}
    with Person("assess") as person:
        person.is_in_danger("unsafe-here")
        person.sees_result("walk-out")
    assert kept(home) == set()


def test_danger_in_doubt_keeps_nothing_either(home: Path) -> None:
    with Person("assess") as person:
        person.sees_danger()
        person.presses("n")
        person.sees(person.book.wording.danger_signs_title)
        person.presses(CTRL_C)
        assert person.ends().stderr.startswith("Stopped. Nothing was kept.")
    assert kept(home) == set()


def test_danger_that_was_taken_back_leaves_no_trace_in_the_draft(home: Path) -> None:
    with Person("assess") as person:
        person.is_in_danger("physical-threat")
        person.sees_result("walk-out")
        person.presses("b")
        person.is_safe()
        person.presses(CTRL_C)
        person.ends()
    data = json.loads((home / "state" / DRAFT).read_text("utf-8"))
    said = [answers for prompt, answers in data["events"] if prompt == "danger" and answers]
    assert all(set(answers.values()) == {"no"} for answers in said)


# -- hide --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["danger", "topics", "why", "result", "more", "leave"])
def test_hide_clears_the_screen_and_leaves_nothing_behind(where: str, home: Path) -> None:
    with Person("assess") as person:
        person.sees_danger()
        if where != "danger":
            person.is_safe()
        keys = {"danger": "", "topics": "", "why": "?", "result": "t", "more": "t", "leave": "x"}[where]
        texts = {"why": "What each one means", "result": "m more", "more": "m more", "leave": "To leave now"}
        if keys:
            person.presses(keys)
            person.sees(texts[where])
        if where == "more":
            person.presses("m")
            person.no_longer_sees("m more")
            person.sees("b back")
        person.presses("h")
        result = person.ends()
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
        assert person.screen == ""
    assert kept(home) == set()


def test_hide_takes_the_last_result_of_an_earlier_run_away(home: Path) -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses("t")
        person.sees("m more")
        person.presses("q")
        person.ends()
    assert kept(home) == {DRAFT, RESULT}
    with Person("assess") as person:
        person.sees_danger()
        person.presses("h")
        person.ends()
    assert kept(home) == set()


def test_switching_the_side_keeps_no_answers_of_the_first(home: Path) -> None:
    with Person("assess") as person:
        person.is_safe()
        person.presses("b")
        person.sees_danger()
        person.presses("i")
        person.sees("WHO ARE YOU?")
        assert DRAFT not in kept(home)


# -- nowhere to keep it -------------------------------------------------------------------------------


def test_a_home_that_is_a_file_costs_the_draft_and_not_the_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("in the way", "utf-8")
    monkeypatch.setenv("COACH_HOME", str(blocked))
    with Person("assess") as person:
        person.is_safe()
        person.presses("0")
        person.sees("0* None")
        person.presses(ENTER)
        person.sees_result("stay")
        person.presses("q")
        result = person.ends()
    assert result.exit_code == 0
    assert result.stdout.startswith("STAY")
    assert result.stderr.count("coach: your answers were not kept") == 1
    assert "coach: the result was not kept" in result.stderr
    assert "Traceback" not in result.stderr
    assert blocked.read_text("utf-8") == "in the way"


def test_a_draft_that_could_not_be_kept_is_not_promised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("in the way", "utf-8")
    monkeypatch.setenv("COACH_HOME", str(blocked))
    with Person("assess") as person:
        person.is_safe()
        person.presses(CTRL_C)
        result = person.ends()
    assert result.exit_code == 130
    assert "--resume" not in result.stderr


def test_assessing_from_a_file_keeps_nothing(home: Path) -> None:
    result = invoke("assess", "--answers", "-", stdin="{danger: none, topics: none}")
    assert result.exit_code == 0
    assert kept(home) == set()
