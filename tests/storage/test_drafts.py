"""Drafts and last results: kept for a day, readable by their owner alone, never a reason to crash."""

from __future__ import annotations

import json
import stat
import time
from pathlib import Path

import pytest

from interview_coach.problems import BadInput, LeftAside
from interview_coach.session.log import Event, Log
from interview_coach.storage.drafts import book_to_resume, draft_of, load_draft, save_draft
from interview_coach.storage.folders import draft_file, result_file
from interview_coach.storage.traces import LastResult, discard_all, load_result, save_result

DAY = 24 * 60 * 60
NOW = time.time()
DRAFT = draft_of(
    "candidate",
    "firm",
    Log([Event("danger", (("physical-threat", "no"),)), Event("topics", None)], {"topics/pay": "yes"}),
    NOW,
)
RESULT = LastResult("candidate", "stay", ("pay-evasive",), ("pay",), NOW)


def test_a_draft_comes_back_as_it_was() -> None:
    save_draft(DRAFT)
    assert load_draft(NOW) == DRAFT


@pytest.mark.parametrize(("prompt", "atom"), [("danger", "physical-threat"), ("signs", "sign-blocks-way")])
def test_danger_is_never_in_a_draft_even_if_it_was_taken_back(prompt: str, atom: str) -> None:
    log = Log([Event(prompt, ((atom, "yes"),)), Event(prompt, None), Event(prompt, ((atom, "no"),))])
    save_draft(draft_of("candidate", "balanced", log, NOW))
    assert '"yes"' not in draft_file().read_text("utf-8")


def test_a_result_comes_back_as_it_was() -> None:
    save_result(RESULT)
    assert load_result(NOW) == RESULT


def test_saving_again_leaves_one_file_with_the_newest() -> None:
    save_draft(DRAFT)
    save_draft(draft_of("vendor", "balanced", Log(), NOW))
    assert load_draft(NOW) == draft_of("vendor", "balanced", Log(), NOW)
    assert [file.name for file in draft_file().parent.iterdir()] == ["draft.json"]


def test_files_are_for_their_owner_alone_even_if_the_folder_was_open(home: Path) -> None:
    (home / "state").mkdir(mode=0o755)
    save_draft(DRAFT)
    save_result(RESULT)
    assert stat.S_IMODE((home / "state").stat().st_mode) == 0o700
    for file in (draft_file(), result_file()):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("age", "there"),
    [(0, True), (DAY - 1, True), (DAY, False), (DAY + 1, False), (-60, True), (-7200, False)],
)
def test_they_are_kept_for_a_day_and_then_removed(age: float, there: bool) -> None:
    save_draft(DRAFT)
    save_result(RESULT)
    assert (load_draft(NOW + age) is not None) is there
    assert (load_result(NOW + age) is not None) is there
    assert draft_file().exists() is there
    assert result_file().exists() is there


def test_nothing_there_is_none() -> None:
    assert load_draft(NOW) is None
    assert load_result(NOW) is None


@pytest.mark.parametrize(
    "changes",
    [
        {"events": None},
        {"events": [1]},
        {"events": [["danger"]]},
        {"events": [["danger", 3]]},
        {"given": []},
        {"given": None},
        {"role": None, "events": 3},
        {"saved": "x"},
        {"stance": "brave"},
        {"stance": None},
    ],
    ids=str,
)
def test_a_strange_draft_is_left_aside_and_left_alone(changes: dict[str, object]) -> None:
    save_draft(DRAFT)
    data = json.loads(draft_file().read_text("utf-8"))
    draft_file().write_text(json.dumps({**data, **changes}), "utf-8")
    with pytest.warns(LeftAside, match=r"draft\.json is damaged, or from another version"):
        assert load_draft(NOW) is None
    assert draft_file().exists()


def test_a_draft_of_a_role_that_no_pack_has_is_refused_before_any_rule_is_checked(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("pack: candidate\n", "utf-8")
    (tmp_path / "fit.yaml").write_text("topic: fit\nflags: what\n", "utf-8")
    with pytest.raises(BadInput, match="the draft is of the role barber, which these rules do not have"):
        book_to_resume(draft_of("barber", "firm", Log(), NOW), [tmp_path])


def test_a_newer_format_is_ignored_and_not_destroyed() -> None:
    save_draft(DRAFT)
    text = json.dumps({**json.loads(draft_file().read_text("utf-8")), "format": 99})
    draft_file().write_text(text, "utf-8")
    with pytest.warns(LeftAside):
        assert load_draft(NOW) is None
    assert draft_file().read_text("utf-8") == text


def test_discarding_removes_what_is_there_and_minds_nothing_that_is_not() -> None:
    save_draft(DRAFT)
    save_result(RESULT)
    discard_all()
    discard_all()
    assert not (draft_file().exists() or result_file().exists())


def test_a_draft_that_cannot_be_written_is_an_os_error_and_leaves_no_scrap(home: Path) -> None:
    draft_file().mkdir(parents=True)
    (draft_file() / "in-the-way").touch()
    with pytest.raises(IsADirectoryError):
        save_draft(DRAFT)
    assert [file.name for file in draft_file().parent.iterdir()] == ["draft.json"]


def test_a_link_in_the_place_of_the_draft_is_replaced_and_not_followed(tmp_path: Path, home: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("precious", "utf-8")
    (home / "state").mkdir()
    draft_file().symlink_to(target)
    save_draft(DRAFT)
    assert target.read_text("utf-8") == "precious"
    assert not draft_file().is_symlink()
