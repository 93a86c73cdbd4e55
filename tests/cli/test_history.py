"""`coach history`: looking, comparing, exporting, forgetting."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from person import invoke

from interview_coach.book.guides import Settles, StepKind
from interview_coach.cli.streams import Terminal
from interview_coach.storage.books import load_book, load_guides
from interview_coach.storage.folders import write_private
from interview_coach.storage.journal import journal_file, open_journal

SECRET = "xylophone"
"""A word that only the person's own words hold."""

ASSESSMENT = {
    "verdict": "politely-exit",
    "row": "serious",
    "action": "end-it",
    "headline": "END IT POLITELY",
    "settled": True,
    "flags": [
        {"id": "pay-below-posted", "severity": "serious", "level": "serious", "raise_state": "refused"},
        {"id": "a-flag-that-is-gone", "severity": "note", "level": "note", "raise_state": None},
    ],
    "answers": {
        "danger": "none",
        "topics": ["pay"],
        "pay": ["pay-below-posted"],
        "raised": {"pay": "refused"},
        "profile": {"stance": "firm", "floor": f"45000 {SECRET}", "deal_breakers": ["pay-below-posted"]},
    },
    "line": f"Thank you. {SECRET}.",
    "rules": {"digest": "0af1", "last_changed": "2026-11-01"},
}


def terminal(width: int = 80) -> Terminal:
    return Terminal(interactive=True, plain=False, colour=False, width=width, grace=0)


def steps(guide: str) -> dict[str, Any]:
    """The steps of a guide of the candidate pack, by id."""
    found = getattr(load_guides("candidate"), guide)
    return {step.id: step for section in found.sections for step in section.steps}


def step_that(guide: str, **wanted: Any) -> Any:
    return next(s for s in steps(guide).values() if all(getattr(s, k) == v for k, v in wanted.items()))


@pytest.fixture(scope="module")
def journal_of_two(warm_cache: Path) -> bytes:
    """A journal of two interviews that went all the way, and of what holds for every one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COACH_HOME", str(warm_cache.parent))
        keep_two()
        kept = journal_file().read_bytes()
        journal_file().unlink()
    return kept


@pytest.fixture
def two(home: Path, journal_of_two: bytes) -> tuple[int, int]:
    """The numbers of the two interviews in that journal."""
    write_private(journal_file(), journal_of_two)
    return 1, 2


def keep_two() -> None:
    need = step_that("prep", settles=Settles.NEED)
    breakers = step_that("prep", kind=StepKind.DEAL_BREAKERS)
    floor = step_that("prep", settles=Settles.FLOOR)
    promised = step_that("prep", settles=Settles.PROMISED)
    day = step_that("prep", kind=StepKind.DATE)
    with open_journal(create=True) as journal:
        general = journal.general("candidate")
        journal.set_answer(general.id, "prep", floor.id, f"45000 {SECRET}")
        journal.set_detail(general.id, "my-name", SECRET)
        for number, name in enumerate((f"Bakery {SECRET}", f"Example [bold]GmbH[/bold]\x1b[31m {SECRET}")):
            id_ = journal.begin("candidate", name, f"2026-11-2{number}").id
            journal.set_answer(id_, "prep", need.id, need.options[number].id)
            journal.set_answer(id_, "prep", breakers.id, ("pay-below-posted",))
            journal.set_answer(id_, "prep", promised.id, (f"Remote {SECRET}", "No \x07bells [/x]"))
            journal.set_answer(id_, "prep", day.id, f"2026-11-2{number}")
            journal.set_answer(id_, "prep", "a-step-that-is-gone", SECRET)
            journal.set_answer(id_, "debrief", "mistakes", (f"Too fast {SECRET}", "Forgot it"))
            journal.set_answer(id_, "debrief", "fixes", (f"Breathe {SECRET}", ""))
            journal.set_answer(id_, "debrief", "action", f"Write to Ann {SECRET}")
            journal.set_answer(id_, "debrief", "action-date", "2026-12-01")
            journal.set_detail(id_, "their-name", f"Bo {SECRET}")
            journal.add_entry(id_, "assessment", ASSESSMENT)
            journal.add_entry(
                id_,
                "followup",
                {
                    "kind": "withdraw",
                    "letter": "withdraw-early",
                    "subject": f"For {SECRET}",
                    "text": f"Dear Bo,\n\n{SECRET}",
                },
            )
            journal.add_entry(id_, "of-the-future", {"what": f"{SECRET} of the future"})


# -- nothing kept -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("args", [(), ("list",), ("show",)], ids=" ".join)
def test_where_nothing_is_kept_it_is_said_how_something_would_be(args: tuple[str, ...], home: Path) -> None:
    result = invoke("history", *args)
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing is kept yet, and nothing ever is unless you say so.")
    assert "Press k" in result.stdout
    assert "--keep" in result.stdout
    assert not (home / "data").exists()


@pytest.mark.parametrize(
    "args", [("--json",), ("list", "--json"), ("show", "--json"), ("export",)], ids=" ".join
)
def test_where_nothing_is_kept_json_is_an_empty_list(args: tuple[str, ...]) -> None:
    result = invoke("history", *args)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["interviews"] == []


@pytest.mark.parametrize(
    "args",
    [("show", "1"), ("compare", "1", "2"), ("export", "1"), ("forget", "1", "--yes"), ("rename", "1", "New")],
    ids=" ".join,
)
def test_an_interview_that_is_not_there_is_an_error(args: tuple[str, ...], home: Path) -> None:
    result = invoke("history", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "nothing is kept yet" in result.stderr
    assert not (home / "data").exists()


# -- list and show ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("args", [(), ("list",)], ids=["bare", "list"])
def test_the_list_tells_what_there_is_and_for_how_long(args: tuple[str, ...], two: tuple[int, int]) -> None:
    result = invoke("history", *args)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{two[1]}  Example [bold]GmbH[/bold]\\x1b[31m {SECRET}")
    assert lines[0].endswith("2026-11-21")
    assert "prepared, END IT POLITELY, Withdraw my application, debriefed; last" in lines[1]
    at = lines.index("for all")
    assert lines[at + 1].startswith("  what holds for every interview (such as your name): 2 answers;")
    assert "Each is kept for 365 days after it was last touched." in result.stdout


def test_the_list_as_json(two: tuple[int, int]) -> None:
    data = json.loads(invoke("history", "list", "--json").stdout)
    assert (data["schema_version"], data["retention_days"]) == (1, 365)
    assert [each["id"] for each in data["interviews"]] == [two[1], two[0], None]
    assert data["interviews"][1]["on"] == "2026-11-20"
    assert data["interviews"][1]["has"] == ["prepared", "END IT POLITELY", "withdraw", "debriefed"]
    assert data["interviews"][2]["is_general"] is True


def test_an_interview_may_be_called_what_the_list_calls_what_holds_for_all(two: tuple[int, int]) -> None:
    with open_journal(create=True) as journal:
        journal.begin("candidate", "For all")
    assert "number 3," in invoke("history", "show", "for all").stdout


def test_the_list_of_a_role(two: tuple[int, int]) -> None:
    with open_journal(create=True) as journal:
        journal.begin("vendor", "A client")
    assert "A client (vendor)" in invoke("history").stdout
    only = invoke("history", "list", "--role", "vendor").stdout
    assert "A client" in only
    assert "Bakery" not in only


def test_an_interview_is_shown_in_the_words_of_the_guides(two: tuple[int, int]) -> None:
    need = step_that("prep", settles=Settles.NEED)
    shown = invoke("history", "show", "bakery xylophone", terminal=terminal(100)).stdout
    for text in (
        need.ask,
        need.options[0].text,
        "The pay is now lower than what was posted or promised.",
        "a flag that is gone",
        "a step that is gone",
        "END IT POLITELY",
        f"Subject: For {SECRET}",
        "Dear Bo,",
        f"Too fast {SECRET}: Breathe {SECRET}",
        f"Write to Ann {SECRET} (2026-12-01)",
        f"Bo {SECRET}",
        f"{SECRET} of the future",
    ):
        assert text in shown, text
    assert need.options[1].text not in shown


def test_without_a_name_the_last_touched_is_shown(two: tuple[int, int]) -> None:
    assert f"number {two[1]}," in invoke("history", "show").stdout


def test_what_holds_for_every_interview_is_shown(two: tuple[int, int]) -> None:
    shown = invoke("history", "show", "general").stdout
    assert invoke("history", "show", "For all").stdout == shown
    assert shown.startswith("For every interview\n")
    assert f"45000 {SECRET}" in shown


def test_control_characters_and_markup_are_shown_and_never_obeyed(two: tuple[int, int]) -> None:
    for args in (("show",), ("compare", *map(str, two)), ("list",), ("export", "--format", "markdown")):
        shown = invoke("history", *args).stdout
        assert "\x1b" not in shown
        assert "\x07" not in shown
    shown = invoke("history", "show").stdout
    assert "No \\x07bells [/x]" in shown
    assert "[bold]GmbH[/bold]\\x1b[31m" in shown


def test_an_interview_as_json(two: tuple[int, int]) -> None:
    data = json.loads(invoke("history", "show", str(two[0]), "--json").stdout)
    assert data["schema_version"] == 1
    assert (data["id"], data["name"], data["on"]) == (two[0], f"Bakery {SECRET}", "2026-11-20")
    assert data["answers"]["debrief"]["mistakes"] == [f"Too fast {SECRET}", "Forgot it"]
    assert data["details"] == {"their-name": f"Bo {SECRET}"}
    assert data["entries"][0]["body"] == ASSESSMENT


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("args", [("list",), ("show",), ("compare", "1", "2")], ids=" ".join)
def test_nothing_is_wider_than_the_terminal(args: tuple[str, ...], width: int, two: tuple[int, int]) -> None:
    shown = invoke("history", *args, terminal=terminal(width)).stdout
    assert max(map(len, shown.splitlines())) <= width


def test_rules_that_are_broken_do_not_hide_what_is_kept(two: tuple[int, int], home: Path) -> None:
    own = home / "config" / "rules" / "candidate"
    own.mkdir(parents=True)
    (own / "pack.yaml").write_text("pack: [")
    result = invoke("history", "show", str(two[0]))
    assert result.exit_code == 0
    assert "END IT POLITELY" in result.stdout
    assert "lower than what was posted" in result.stdout
    assert invoke("history", "show", "--rules", str(own)).exit_code == 3


# -- compare ----------------------------------------------------------------------------------------------


def test_two_are_compared_side_by_side(two: tuple[int, int]) -> None:
    shown = invoke("history", "compare", "1", "2").stdout
    day = next(line for line in shown.splitlines() if line.startswith("Day "))
    assert day.split() == ["Day", "2026-11-20", "2026-11-21"]
    assert "END IT POLITELY" in shown
    assert all(line == line.rstrip() for line in shown.splitlines())


@pytest.mark.parametrize("narrow", [(terminal(40), ()), (terminal(80), ("--plain",))], ids=["40", "plain"])
def test_two_are_compared_one_below_the_other(narrow: Any, two: tuple[int, int]) -> None:
    room, options = narrow
    lines = invoke("history", "compare", "1", "2", *options, terminal=room).stdout.splitlines()
    assert lines[0].startswith("A:    Bakery")
    at = lines.index("Day")
    assert lines[at + 1 : at + 3] == ["A:    2026-11-20", "B:    2026-11-21"]
    assert any(line.startswith("A, B: The pay is now lower") for line in lines)


def test_a_comparison_as_json(two: tuple[int, int]) -> None:
    data = json.loads(invoke("history", "compare", "1", "2", "--json").stdout)
    assert (data["left"]["id"], data["right"]["id"]) == two
    assert data["rows"][0] == {
        "part": "",
        "label": "Day",
        "left": ["2026-11-20"],
        "right": ["2026-11-21"],
        "differs": True,
    }


@pytest.mark.parametrize("room", [terminal(80), terminal(40)], ids=["80", "40"])
def test_what_differs_comes_first_and_the_rest_is_told_once(room: Terminal, two: tuple[int, int]) -> None:
    shown = invoke("history", "compare", "1", "2", terminal=room).stdout
    differing, same = shown.split("THE SAME IN BOTH\n")
    assert "2026-11-21" in differing
    assert "Bakery" not in same
    assert "END IT POLITELY" not in differing
    assert same.count("Remote") == 1


def test_what_neither_has_is_left_out() -> None:
    breakers = step_that("prep", kind=StepKind.DEAL_BREAKERS)
    with open_journal(create=True) as journal:
        ids = [journal.begin("candidate", name).id for name in ("One", "Two", "Three")]
        for id_ in ids[:2]:
            journal.set_answer(id_, "prep", breakers.id, ())
    both = json.loads(invoke("history", "compare", "1", "2", "--json").stdout)["rows"]
    assert [row["label"] for row in both] == ["What there is"]
    assert "Day" not in invoke("history", "compare", "1", "2").stdout
    assert json.loads(invoke("history", "compare", "3", "3", "--json").stdout)["rows"] == []
    assert "nothing to compare" in invoke("history", "compare", "3", "3").stdout


@pytest.mark.parametrize("body", [{"label": "Withdraw early"}, {}], ids=["label", "from the guide"])
def test_of_a_follow_up_only_what_it_was_is_compared(body: dict[str, str]) -> None:
    followup = load_guides("candidate").followup
    assert followup is not None
    kind = next(kind for kind in followup.kinds if kind.id == "withdraw")
    with open_journal(create=True) as journal:
        for name in ("One", "Two"):
            id_ = journal.begin("candidate", name).id
            if name == "One":
                entry = {"kind": kind.id, "letter": kind.letters[0].id, "text": f"Dear Bo,\n{SECRET}", **body}
                journal.add_entry(id_, "followup", entry)
    data = json.loads(invoke("history", "compare", "1", "2", "--json").stdout)
    (row,) = (row for row in data["rows"] if row["part"] == "FOLLOW-UP")
    assert row["label"] == kind.text
    assert (row["left"], row["right"]) == ([body.get("label") or kind.letters[0].text], ["-"])
    (has,) = (row for row in data["rows"] if row["label"] == "What there is")
    assert has["left"] == ["withdraw"]
    shown = invoke("history", "compare", "1", "2").stdout
    assert "withdraw" not in shown
    assert SECRET not in shown


def test_a_verdict_without_its_headline_is_said_in_words() -> None:
    with open_journal(create=True) as journal:
        for body in ({"verdict": "walk-out", "row": "danger"}, {"verdict": "walk-out", "row": "gone"}):
            journal.add_entry(journal.begin("candidate").id, "assessment", body)
        journal.add_entry(2, "followup", {"kind": "a-kind-that-is-gone", "text": "Dear Bo"})
    headline = next(row.headline for row in load_book().rows if row.id == "danger")
    shown = [
        invoke("history", *args).stdout
        for args in (("list",), ("compare", "1", "2"), ("export", "--redact", "--format", "markdown"))
    ]
    for text in shown:
        for words in (headline, "walk out", "a kind that is gone"):
            assert words in text
        assert "walk-out" not in text
        assert "that-is" not in text
    listed = json.loads(invoke("history", "--json").stdout)["interviews"]
    assert [each["has"] for each in listed] == [["walk-out", "a-kind-that-is-gone"], ["walk-out"]]


# -- export -----------------------------------------------------------------------------------------------


def test_everything_is_exported_and_is_what_was_kept(two: tuple[int, int]) -> None:
    data = json.loads(invoke("history", "export").stdout)
    assert data["redacted"] is False
    assert [each["id"] for each in data["interviews"]] == [two[1], two[0], None]
    assert data["interviews"][1] == {
        key: value
        for key, value in json.loads(invoke("history", "show", "1", "--json").stdout).items()
        if key != "schema_version"
    }


def test_markdown_shows_what_was_written_and_reads_no_markup_in_it() -> None:
    with open_journal(create=True) as journal:
        id_ = journal.begin("candidate", "# No *heading* <b>").id
        journal.set_answer(id_, "prep", "x", ("- no list", "1. no list", "[no](link)"))
        journal.add_entry(id_, "followup", {"kind": "withdraw", "text": "Dear Bo,\n\n> no quote"})
    lines = invoke("history", "export", "1", "--format", "markdown").stdout.splitlines()
    assert lines[0] == r"# \# No \*heading\* \<b\>"
    assert r"- \- no list" in lines
    assert r"- 1\. no list" in lines
    assert r"- \[no\](link)" in lines
    assert r"> \> no quote" in lines


@pytest.mark.parametrize("form", ["json", "markdown"])
def test_redacting_leaves_no_word_of_the_persons_own(form: str, two: tuple[int, int]) -> None:
    whole = invoke("history", "export", "--format", form).stdout
    assert whole.count(SECRET) > 20
    redacted = invoke("history", "export", "--format", form, "--redact").stdout
    for word in (
        SECRET,
        "Bakery",
        "GmbH",
        "Remote",
        "bells",
        "Forgot",
        "Breathe",
        "Ann",
        "Dear",
        "45000",
    ):
        assert word not in redacted, word


def test_redacting_keeps_ids_verdicts_options_and_dates(two: tuple[int, int]) -> None:
    data = json.loads(invoke("history", "export", "1", "--redact").stdout)
    assert data["redacted"] is True
    (kept,) = data["interviews"]
    assert (kept["name"], kept["on"], kept["details"]) == ("Interview 1", "2026-11-20", {})
    need = step_that("prep", settles=Settles.NEED)
    assert kept["answers"] == {
        "prep": {
            need.id: need.options[0].id,
            step_that("prep", kind=StepKind.DEAL_BREAKERS).id: ["pay-below-posted"],
            step_that("prep", kind=StepKind.DATE).id: "2026-11-20",
        },
        "debrief": {"action-date": "2026-12-01"},
    }
    assessment, followup, unknown = (entry["body"] for entry in kept["entries"])
    assert assessment["verdict"] == "politely-exit"
    assert assessment["flags"] == ASSESSMENT["flags"]
    assert assessment["answers"] == {
        "danger": "none",
        "topics": ["pay"],
        "pay": ["pay-below-posted"],
        "raised": {"pay": "refused"},
        "profile": {"stance": "firm", "deal_breakers": ["pay-below-posted"]},
    }
    assert followup == {"kind": "withdraw", "letter": "withdraw-early"}
    assert unknown == {}


def test_an_option_that_no_guide_has_is_taken_for_words_and_redacted(two: tuple[int, int]) -> None:
    need = step_that("prep", settles=Settles.NEED)
    with open_journal() as journal:
        assert journal is not None
        journal.set_answer(1, "prep", need.id, SECRET)
    assert SECRET not in invoke("history", "export", "1", "--redact").stdout


@pytest.mark.parametrize("umask", [0, 0o022])
def test_a_file_is_new_and_for_its_owner_alone(umask: int, two: tuple[int, int], tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    old = os.umask(umask)
    try:
        folder = stat.S_IMODE(tmp_path.stat().st_mode)
        result = invoke("history", "export", "--output", str(file))
    finally:
        os.umask(old)
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(file) in result.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(tmp_path.stat().st_mode) == folder
    assert len(json.loads(file.read_text())["interviews"]) == 3
    again = invoke("history", "export", "1", "-o", str(file))
    assert again.exit_code == 2
    assert "is already there; name a new file" in again.stderr
    assert len(json.loads(file.read_text())["interviews"]) == 3


def test_a_file_that_cannot_be_written_is_told(two: tuple[int, int], tmp_path: Path) -> None:
    result = invoke("history", "export", "--output", str(tmp_path / "missing" / "kept.json"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "cannot be written (no such file or directory)" in result.stderr
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize("room", [terminal(), None], ids=["terminal", "piped"])
@pytest.mark.parametrize(
    ("file", "form", "is_markdown"),
    [
        ("", "", None),
        ("kept.md", "", True),
        ("kept.MD", "", True),
        ("kept.json", "", False),
        ("kept", "", False),
        ("kept.md", "json", False),
        ("kept.json", "markdown", True),
        ("", "json", False),
        ("", "markdown", True),
    ],
)
def test_the_format_is_what_its_reader_can_read(
    room: Terminal | None,
    file: str,
    form: str,
    is_markdown: bool | None,
    two: tuple[int, int],
    tmp_path: Path,
) -> None:
    wanted = ("--format", form) if form else ()
    output = ("--output", str(tmp_path / file)) if file else ()
    result = invoke("history", "export", "1", *wanted, *output, terminal=room)
    text = (tmp_path / file).read_text() if file else result.stdout
    expected = room is not None if is_markdown is None else is_markdown
    assert text.startswith("# Bakery" if expected else "{")


def test_an_unknown_format_is_refused(two: tuple[int, int]) -> None:
    result = invoke("history", "export", "--format", "markdwon")
    assert result.exit_code == 2
    assert "did you mean 'markdown'" in result.stderr


# -- forget, retain, rename -------------------------------------------------------------------------------


def names() -> list[str]:
    with open_journal() as journal:
        return [interview.name for interview in journal.interviews()] if journal else []


@pytest.mark.parametrize(
    ("typed", "is_forgotten"), [("y\n", True), ("yes\n", True), ("n\n", False), ("\n", False)]
)
def test_forgetting_asks_on_a_terminal(typed: str, is_forgotten: bool, two: tuple[int, int]) -> None:
    result = invoke("history", "forget", str(two[0]), stdin=typed, terminal=terminal())
    assert result.exit_code == 0
    assert f"Forget interview {two[0]} (Bakery {SECRET}) and all that is kept of it? y/n" in result.stderr
    assert (f"Bakery {SECRET}" in names()) is not is_forgotten
    assert result.stdout.endswith("Forgotten.\n" if is_forgotten else "Left as it is.\n")


def test_silence_is_no_yes(two: tuple[int, int]) -> None:
    assert invoke("history", "forget", "--all", stdin="", terminal=terminal()).exit_code == 130
    assert len(names()) == 2


@pytest.mark.parametrize("what", ["1", "--all"])
def test_without_a_terminal_forgetting_needs_a_yes(what: str, two: tuple[int, int]) -> None:
    result = invoke("history", "forget", what, stdin="y\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no terminal" in result.stderr
    assert "--yes" in result.stderr
    assert len(names()) == 2
    assert invoke("history", "forget", what, "--yes").exit_code == 0
    assert len(names()) == (1 if what == "1" else 0)


def test_what_holds_for_every_interview_is_forgotten_by_its_word(two: tuple[int, int]) -> None:
    assert invoke("history", "forget", "general", "--yes").exit_code == 0
    assert len(names()) == 2
    result = invoke("history", "show", "general")
    assert result.exit_code == 2
    assert "nothing is kept that holds for every interview" in result.stderr


def test_forgetting_everything_leaves_no_byte(two: tuple[int, int], home: Path) -> None:
    answers = "{danger: none, topics: [pay], pay: [pay-below-posted], raised: {pay: refused}}"
    invoke("assess", "--answers", "-", stdin=answers)
    assert SECRET.encode() in journal_file().read_bytes()
    assert invoke("history", "forget", "--all", "--yes").exit_code == 0
    kept = [path for folder in ("data", "state") for path in (home / folder).rglob("*") if path.is_file()]
    assert kept == []
    assert invoke("history").stdout.startswith("Nothing is kept yet")


def test_a_damaged_journal_is_named_with_the_way_out_and_goes_only_when_told(two: tuple[int, int]) -> None:
    journal_file().write_text("no journal any more")
    for args in ((), ("show", "1"), ("export",), ("retain", "30"), ("forget", "1", "--yes")):
        result = invoke("history", *args)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith(f"coach: the journal {journal_file()} cannot be read")
        assert "coach history forget --all" in result.stderr
    assert journal_file().read_text() == "no journal any more"
    assert invoke("history", "forget", "--all", "--yes").exit_code == 0
    assert not journal_file().exists()


def test_forgetting_wants_one_or_all(two: tuple[int, int]) -> None:
    for args in ((), ("1", "--all")):
        assert invoke("history", "forget", *args, "--yes").exit_code == 2
    assert len(names()) == 2


def test_help_of_forget_says_what_it_cannot_reach() -> None:
    page = " ".join(invoke("history", "forget", "--help").stdout.split())
    for text in (
        "shell's history",
        "backups",
        "exported",
        "printed",
        "shared screen",
        "clipboard",
        "company laptop",
    ):
        assert text in page, text


def keep_old(name: str) -> None:
    with open_journal(create=True, clock=lambda: 1_700_000_000.0) as journal:
        journal.set_retention(0)
        journal.begin("candidate", name)


def test_retention_is_set_and_told() -> None:
    assert invoke("history", "retain", "30").stdout == "Kept for 30 days after the last touch.\n"
    with open_journal(create=True) as journal:
        journal.begin("candidate", "Example")
    assert "Each is kept for 30 days" in invoke("history").stdout
    assert invoke("history", "retain", "0").stdout == "Kept until you forget it.\n"
    assert "Kept until you forget it" in invoke("history").stdout
    assert json.loads(invoke("history", "--json").stdout)["retention_days"] == 0


def test_a_shorter_retention_asks_before_it_forgets() -> None:
    keep_old("Example")
    refused = invoke("history", "retain", "30")
    assert refused.exit_code == 2
    assert "--yes" in refused.stderr
    assert invoke("history", "retain", "30", stdin="n\n", terminal=terminal()).exit_code == 0
    assert names() == ["Example"]
    asked = invoke("history", "retain", "30", stdin="y\n", terminal=terminal())
    assert "1 record older than that would be forgotten now." in asked.stderr
    assert names() == []


@pytest.mark.parametrize("days", ["-1", "many", "99999"])
def test_a_number_of_days_that_is_none_is_refused(days: str) -> None:
    assert invoke("history", "retain", "--", days).exit_code == 2


def test_an_interview_is_renamed(two: tuple[int, int]) -> None:
    result = invoke("history", "rename", "1", "The corner shop")
    assert result.stdout == "Interview 1 is now called The corner shop.\n"
    assert "The corner shop" in names()
    assert invoke("history", "rename", "1", "12").exit_code == 2
    assert invoke("history", "rename", "general", "All").exit_code == 2


# -- the command itself -----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", "list", "show", "compare", "export", "forget", "retain", "rename"])
def test_help_is_there_and_fits(command: str) -> None:
    result = invoke("history", *filter(None, [command]), "-h")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize("word", ["forget", "journal", "export", "histroy"])
def test_a_guessed_word_is_answered_with_history(word: str) -> None:
    result = invoke(word)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "`coach history`" in result.stderr
