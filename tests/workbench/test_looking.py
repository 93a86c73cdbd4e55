"""`list` names every red flag, question, step and letter; `check` counts them, and what of it is one's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from person import invoke

from interview_coach.book.guides import Letter, Step
from interview_coach.render.entries import things_of
from interview_coach.rulebook.loader import Loaded

from .folders import LOOSE_FLAG, folder_of

ROLES = ("candidate", "freelancer", "interviewer", "vendor")
SMALL = str(Path(__file__).parents[1] / "packs" / "good" / "small")
LETTER = """\
guide: followup
letters:
  my-thanks: {kind: thank-you, text: In my words, channel: message, body: Thank you for your time.}
"""


# -- list -------------------------------------------------------------------------------------------------


def test_steps_purposes_and_letters_are_listed_with_their_ids() -> None:
    listed = invoke("rules", "list", "--guides", "--rules", SMALL, "--role", "small").stdout.splitlines()
    assert listed[:2] == [
        "small/prep: promised  [step, lines] What did they promise?",
        "small/prep: pay-known  [step, choice] Is the pay in writing?",
    ]
    assert listed[-6:] == [
        "small/prep: ask-pay  [letter, ask-first, email] Ask for the pay",
        "small/prep: not-coming  [letter, cancel, phone] I'm not coming",
        "small/followup: thank-you  [kind] Thank them",
        "small/followup: thanks  [letter, thank-you, email] A short thank you",
        "small/followup: report  [kind] Write it down",
        "small/followup: notes  [letter, report, paper] My own notes",
    ]
    assert "small/debrief: fixes  [step, text] What would mend it?" in listed


@pytest.mark.parametrize("role", ROLES)
def test_the_list_as_json_holds_everything_that_can_be_shown(role: str, packs: Loaded) -> None:
    entries = json.loads(invoke("rules", "list", "--guides", "--role", role, "--json").stdout)
    assert [(e["guide"], e["what"], e["id"]) for e in entries] == [
        (guide, what, thing.id) for guide, what, thing in things_of(packs.guides[role])
    ]
    assert {e["pack"] for e in entries} <= {role}


def test_a_step_says_what_it_settles_and_a_purpose_whether_it_is_for_after_danger() -> None:
    entries = json.loads(
        invoke("rules", "list", "--guides", "--json", "--rules", SMALL, "--role", "small").stdout
    )
    by_id = {(e["what"], e["id"]): e for e in entries}
    assert by_id["step", "floor"] == {
        "id": "floor",
        "pack": "small",
        "guide": "prep",
        "what": "step",
        "text": "What is the least you take?",
        "kind": "amount",
        "section": "choice",
        "settles": "floor",
    }
    assert by_id["step", "who-refused"]["settles"] is None
    assert by_id["kind", "report"]["after_danger"] is True
    assert by_id["letter", "thanks"]["channel"] == "email"


def test_two_lists_at_once_are_refused() -> None:
    result = invoke("rules", "list", "--guides", "--questions")
    assert result.exit_code == 2
    assert result.stderr == "coach: --questions and --guides are two lists; ask for one of them\n"


# -- check ------------------------------------------------------------------------------------------------


def counts(packs: Loaded, role: str) -> tuple[int, int]:
    things = [thing for _, _, thing in things_of(packs.guides[role])]
    return sum(isinstance(t, Step) for t in things), sum(isinstance(t, Letter) for t in things)


def test_check_counts_what_a_pack_holds_and_names_nothing_that_is_not_there() -> None:
    shown = invoke("rules", "check", "--rules", SMALL).stdout.splitlines()
    small = shown.index("small: 8 red flags, 15 lines, 7 cases, 15 steps, 4 letters, 1 country: all in order")
    assert shown[small + 1] == "  yours: all of it"


def test_without_rules_of_one_s_own_nothing_is_called_yours(packs: Loaded) -> None:
    shown = invoke("rules", "check").stdout
    assert "yours" not in shown
    steps, letters = counts(packs, "candidate")
    assert f" cases, {steps} steps, {letters} letters, " in shown


def test_check_says_how_much_came_from_one_s_own_folders(tmp_path: Path, packs: Loaded) -> None:
    mine = folder_of(tmp_path / "mine", access=LOOSE_FLAG, followup=LETTER)
    shown = invoke("rules", "check", "--rules", str(mine)).stdout.splitlines()
    at = next(number for number, line in enumerate(shown) if line.startswith("candidate: "))
    assert f", {counts(packs, 'candidate')[1] + 1} letters, " in shown[at]
    assert shown[at + 1] == "  yours: 1 red flag, 1 line, 1 letter"
    assert [line for line in shown if line.startswith("  yours")] == [shown[at + 1]]


def test_what_one_replaces_is_one_s_own_and_named(tmp_path: Path) -> None:
    mine = folder_of(tmp_path / "mine", followup=LETTER.replace("my-thanks", "thanks-good"))
    shown = invoke("rules", "check", "--rules", str(mine)).stdout
    assert "  yours: 1 letter\n  overridden by a later layer: followup.thanks-good\n" in shown


def test_check_as_json_has_the_same_numbers(tmp_path: Path, packs: Loaded) -> None:
    mine = folder_of(tmp_path / "mine", access=LOOSE_FLAG, followup=LETTER)
    data = json.loads(invoke("rules", "check", "--json", "--rules", str(mine)).stdout)
    by_pack = {pack["pack"]: pack for pack in data["packs"]}
    steps, letters = counts(packs, "candidate")
    assert (by_pack["candidate"]["steps"], by_pack["candidate"]["letters"]) == (steps, letters + 1)
    assert by_pack["candidate"]["yours"] == {
        "flags": 1,
        "lines": 1,
        "cases": 0,
        "steps": 0,
        "letters": 1,
        "countries": 0,
    }
    assert set(by_pack["vendor"]["yours"].values()) == {0}
    assert by_pack["candidate"]["flags"] == len(packs.books["candidate"].flags) + 1
    assert by_pack["candidate"]["cases"] == len(packs.cases["candidate"])
