"""`show` finds everything that has an id and shows it whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from person import invoke

from interview_coach.cli.streams import Terminal
from interview_coach.render.entries import entries_of, entry_data, entry_lines, guide_entries_of
from interview_coach.render.layout import text_of
from interview_coach.rulebook.loader import Loaded
from interview_coach.storage.books import load_book

SMALL = Path(__file__).parents[1] / "packs" / "good" / "small"
ROLES = ("candidate", "freelancer", "interviewer", "vendor")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("width", [40, 80])
def test_everything_in_a_pack_can_be_shown_and_fits_the_screen(role: str, width: int, packs: Loaded) -> None:
    book = packs.books[role]
    for entry in (*entries_of(book), *guide_entries_of(packs.guides[role])):
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
    sources = load_book("candidate", layered=False).flag_by_id["pay-below-posted"].sources
    assert sources
    assert all(source.url in shown for source in sources)


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


def test_a_letter_is_shown_whole_with_its_paragraphs() -> None:
    shown = invoke("rules", "show", "thanks", "--rules", str(SMALL), "--role", "small").stdout
    assert shown.splitlines() == [
        "small: followup letter thanks",
        "menu           A short thank you",
        "for            thank-you",
        "channel        email",
        "subject        Thank you",
        "text           Dear [their name],",
        "",
        "               Thank you for your time.",
    ]


def test_a_step_says_where_its_options_lead_and_when_it_is_asked() -> None:
    shown = invoke("rules", "show", "pay-known", "--rules", str(SMALL), "--role", "small").stdout
    words = " ".join(shown.split())
    assert shown.startswith("small: prep step pay-known\n")
    assert "no: It is not -> ask-first, letter ask-pay: The pay is not known." in words
    assert "yes: It is (how: Keep a copy.)" in words
    assert "source A safety body: Working alone (2024, official) https://example.org/safe" in words
    asked = invoke("rules", "show", "who-refused", "--rules", str(SMALL), "--role", "small").stdout
    assert "asked if       pay-known is no or never" in asked


def test_a_purpose_of_letters_says_whether_it_is_offered_after_danger() -> None:
    shown = invoke("rules", "show", "report", "--rules", str(SMALL), "--role", "small").stdout
    assert "after danger   yes\n" in shown
    assert "letters        notes: My own notes\n" in shown


def test_a_country_belongs_to_all_packs_and_is_shown_once() -> None:
    shown = invoke("rules", "show", "ut", "--rules", str(SMALL)).stdout
    assert shown.count(": country ut\n") == 1
    assert "emergency      999 or 112\n" in shown
    (data,) = json.loads(invoke("rules", "show", "ut", "--rules", str(SMALL), "--json").stdout)
    assert (data["kind"], data["bodies"][0]["source"]["publisher"]) == ("country", "Pay line")


def test_a_pack_says_who_wrote_and_who_reviewed_it() -> None:
    shown = invoke("rules", "show", "vendor").stdout
    assert "written by     The interview-coach project\n" in shown
    assert "reviewed by    nobody yet\n" in shown


def test_a_near_miss_is_met_with_a_suggestion() -> None:
    result = invoke("rules", "show", "pay-below-postd")
    assert result.exit_code == 2
    assert result.stderr.endswith("is called 'pay-below-postd'; did you mean 'pay-below-posted'?\n")


@pytest.mark.parametrize(
    ("near", "meant"),
    [
        ("two-seriuos", "two-serious"),
        ("pay-exit-neutrl", "pay-exit-neutral"),
        ("pya", "pay"),
        ("thanks-goood", "thanks-good"),
        ("pay-in-writng", "pay-in-writing"),
    ],
)
def test_suggestions_come_from_rows_lines_topics_letters_and_steps_too(near: str, meant: str) -> None:
    assert f"did you mean {meant!r}?" in invoke("rules", "show", near, "--role", "candidate").stderr


def test_the_json_is_a_list_with_the_fields_of_the_thing() -> None:
    (entry,) = json.loads(invoke("rules", "show", "kept-from-leaving", "--json").stdout)
    assert (entry["pack"], entry["kind"], entry["severity"]) == ("candidate", "flag", "danger")
    assert entry["sources"]


def test_a_narrow_terminal_gets_labels_above_their_text() -> None:
    narrow = Terminal(interactive=False, plain=False, colour=False, width=30)
    shown = invoke("rules", "show", "two-serious", "--role", "candidate", terminal=narrow).stdout
    assert "\nverdict\n  politely-exit\n" in shown
