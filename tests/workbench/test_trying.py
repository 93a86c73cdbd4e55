"""`try` runs one's own rules on a terminal and keeps nothing."""

from __future__ import annotations

from pathlib import Path

from person import CTRL_C, Person, invoke

from interview_coach.storage.books import load_book
from workbench.folders import LOOSE_FLAG, folder_of


def kept(home: Path) -> list[str]:
    """Every file of the coach but its cache of rules."""
    return sorted(p.name for p in home.rglob("*") if p.is_file() and p.parent.name != "cache")


def test_ones_own_flag_is_asked_and_decides_and_nothing_is_kept(tmp_path: Path, home: Path) -> None:
    folder = folder_of(tmp_path / "mine", access=LOOSE_FLAG)
    before = kept(home)
    with Person("rules", "try", str(folder), columns=80) as person:
        person.is_safe()
        person.ticks([load_book().topic_by_id["access"].title])
        person.presses("\r")
        person.sees(load_book().topic_by_id["access"].options[0].text)
        person.ticks(["No place to park near the door"])
        person.presses("\r")
        person.chooses("Not yet")
        person.sees("STAY FOR NOW", "Could you keep a place near the door?")
        person.presses("q")
        result = person.ends()
    assert result.exit_code == 0
    assert "all in order. Trying it as candidate; nothing is kept." in result.stdout
    assert kept(home) == before


def test_a_draft_of_the_persons_own_survives_even_danger_and_hide(tmp_path: Path, home: Path) -> None:
    folder = folder_of(tmp_path / "mine", access=LOOSE_FLAG)
    with Person("assess") as person:
        person.is_safe()
        person.presses(CTRL_C)
        assert person.ends().exit_code == 130
    draft = home / "state" / "draft.json"
    before = draft.read_bytes()
    with Person("rules", "try", str(folder)) as person:
        person.sees_danger()
        person.presses("1")
        person.sees_result("walk-out")
        person.presses("q")
        assert person.ends().exit_code == 0
    with Person("rules", "try", str(folder)) as person:
        person.sees_danger()
        person.presses("h")
        assert person.ends().exit_code == 0
    assert draft.read_bytes() == before


def test_breaking_off_says_that_nothing_was_kept(tmp_path: Path, home: Path) -> None:
    folder = folder_of(tmp_path / "mine", access=LOOSE_FLAG)
    with Person("rules", "try", str(folder)) as person:
        person.is_safe()
        person.presses(CTRL_C)
        result = person.ends()
    assert result.exit_code == 130
    assert "Nothing was kept." in result.stderr
    assert kept(home) == []


def test_the_pack_of_the_folder_says_who_is_asked(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine", pack="pack: vendor\n")
    with Person("rules", "try", str(folder), role="vendor") as person:
        person.sees(load_book("vendor").danger.options[0].text)


def test_broken_rules_are_refused_before_the_first_question(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine", access=LOOSE_FLAG.replace("severity: concern", "severity: bad"))
    with Person("rules", "try", str(folder)) as person:
        result = person.ends()
    assert result.exit_code == 3
    assert "'severity' cannot be 'bad'" in result.stderr


def test_without_a_terminal_it_names_what_to_do_instead(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine", access=LOOSE_FLAG)
    result = invoke("rules", "try", str(folder))
    assert result.exit_code == 2
    assert f"coach rules test --rules {folder}" in result.stderr


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    result = invoke("rules", "try", str(tmp_path / "nowhere"))
    assert (result.exit_code, "there is no folder" in result.stderr) == (2, True)


def test_with_several_packs_one_must_be_named(tmp_path: Path) -> None:
    both = tmp_path / "both"
    both.mkdir()
    folder_of(both / "a")
    folder_of(both / "b", pack="pack: vendor\n")
    result = invoke("rules", "try", str(both))
    assert (result.exit_code, "add --role with one of: candidate, vendor" in result.stderr) == (2, True)
