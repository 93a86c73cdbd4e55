"""`show` finds everything that has an id and shows it whole."""

from __future__ import annotations

import json

import pytest
from person import invoke

from interview_coach.commands.streams import Terminal
from interview_coach.rendering.entries import entries_of, entry_data, entry_lines
from interview_coach.rendering.layout import text_of
from interview_coach.rulebook.loading import Loaded

ROLES = ("candidate", "freelancer", "interviewer", "vendor")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("width", [40, 80])
def test_everything_in_a_pack_can_be_shown_and_fits_the_screen(role: str, width: int, packs: Loaded) -> None:
    book = packs.books[role]
    for entry in entries_of(book):
        lines = [text_of(line) for line in entry_lines(book, entry, width)]
        assert " ".join(lines[0].split()).startswith(f"{role}: {entry.kind}")
        assert [line for line in lines if len(line) > width and "http" not in line] == []
        assert json.loads(json.dumps(entry_data(book, entry)))["id"] == entry.id


def test_a_flag_is_shown_with_its_sources_lines_and_what_reads_it() -> None:
    shown = invoke("rules", "show", "pay-below-posted", "--role", "candidate").stdout
    words = " ".join(shown.split())
    assert "severity serious" in words
    assert "raise required" in words
    assert "bait-and-switch" in words, "the combination that reads it"
    assert "pay-raise-posted:" in words
    assert "https://www.myperfectresume.com/" in shown


def test_a_combination_is_shown_in_words() -> None:
    shown = invoke("rules", "show", "bait-and-switch", "--role", "candidate").stdout
    assert "all of (" in shown


def test_a_row_says_when_it_matches() -> None:
    shown = " ".join(invoke("rules", "show", "two-serious", "--role", "candidate").stdout.split())
    assert "ripe serious or worse in 2 topics; leaning balanced or firmer" in shown


def test_what_several_packs_have_is_shown_for_each(packs: Loaded) -> None:
    shown = invoke("rules", "show", "dealbreaker").stdout
    assert [line for line in shown.splitlines() if line.endswith("row dealbreaker")] == [
        f"{role}: row dealbreaker" for role in packs.books
    ]


def test_a_near_miss_is_met_with_a_suggestion() -> None:
    result = invoke("rules", "show", "pay-below-postd")
    assert result.exit_code == 2
    assert result.stderr.endswith("is called 'pay-below-postd'; did you mean 'pay-below-posted'?\n")


@pytest.mark.parametrize(
    ("near", "meant"),
    [("two-seriuos", "two-serious"), ("pay-exit-neutrl", "pay-exit-neutral"), ("pya", "pay")],
)
def test_suggestions_come_from_rows_lines_and_topics_too(near: str, meant: str) -> None:
    assert f"did you mean {meant!r}?" in invoke("rules", "show", near, "--role", "candidate").stderr


def test_the_json_is_a_list_with_the_fields_of_the_thing() -> None:
    (entry,) = json.loads(invoke("rules", "show", "kept-from-leaving", "--json").stdout)
    assert (entry["pack"], entry["kind"], entry["severity"]) == ("candidate", "flag", "danger")
    assert entry["sources"]


def test_a_narrow_terminal_gets_labels_above_their_text() -> None:
    narrow = Terminal(interactive=False, plain=False, colour=False, width=30)
    shown = invoke("rules", "show", "two-serious", "--role", "candidate", terminal=narrow).stdout
    assert "\nverdict\n  politely-exit\n" in shown
