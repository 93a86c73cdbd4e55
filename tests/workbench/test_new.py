"""`new` writes a folder that passes `check` and `test` as it is, and never changes what is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from person import invoke

from interview_coach.cli.rules.write import STARTER
from interview_coach.rulebook.loader import Loaded
from interview_coach.rulebook.pack_checks import OPTIONS_ON_A_SCREEN, TOPICS_ON_A_SCREEN
from workbench.folders import LOOSE_FLAG, folder_of

ROLES = ("candidate", "freelancer", "interviewer", "vendor")


def holds(folder: Path, role: str, *more: str) -> None:
    """All that the folder holds is in order, and its cases come out."""
    for command in ("test", *more):
        result = invoke("rules", command, "--rules", str(folder), "--role", role)
        assert result.exit_code == 0, result.output


def roomy(packs: Loaded) -> str:
    """The first topic for vendors that has room for one more option."""
    book = packs.books["vendor"]
    topics = (t.id for t in book.ordinary_topics if len(t.options) < OPTIONS_ON_A_SCREEN)
    return next(topic for topic in topics if book.flags_by_topic[topic])


def texts_of(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


@pytest.mark.parametrize("role", ROLES)
def test_what_is_written_passes_as_it_is(role: str, tmp_path: Path) -> None:
    result = invoke("rules", "new", str(tmp_path / "mine"), "--role", role)
    assert (result.exit_code, result.stderr) == (0, "")
    assert invoke("rules", "check", "--rules", str(tmp_path / "mine")).exit_code == 0
    holds(tmp_path / "mine", role)


def test_a_new_topic_is_written_and_the_next_commands_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "mine"
    result = invoke("rules", "new", str(folder), "--role", "freelancer")
    assert result.stdout.splitlines() == [
        f"written: {folder / 'pack.yaml'}",
        f"written: {folder / 'my-topic.yaml'}",
        f"written: {folder / 'my-topic.cases.yaml'}",
        "Change the texts to your own. Then:",
        f"  coach rules check --rules {folder}",
        f"  coach rules test --rules {folder} --role freelancer",
        f"  coach rules try {folder}",
    ]
    written = texts_of(folder)
    assert written["pack.yaml"].startswith("pack: freelancer ")
    assert "\ntitle: " in written["my-topic.yaml"]


def test_a_name_for_the_new_topic_can_be_given(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert invoke("rules", "new", str(folder), "--role", "vendor", "--topic", "travel").exit_code == 0
    assert set(texts_of(folder)) == {"pack.yaml", "travel.yaml", "travel.cases.yaml"}
    holds(folder, "vendor", "coverage")


def test_a_topic_that_is_there_is_added_to(tmp_path: Path, packs: Loaded) -> None:
    folder, topic = tmp_path / "mine", roomy(packs)
    assert invoke("rules", "new", str(folder), "--role", "vendor", "--topic", topic).exit_code == 0
    written = texts_of(folder)
    assert set(written) == {"pack.yaml", f"{topic}.yaml", f"{topic}.cases.yaml"}
    assert "\ntitle:" not in written[f"{topic}.yaml"] and "\nwhy:" not in written[f"{topic}.yaml"]
    holds(folder, "vendor")


def full(folder: Path, packs: Loaded) -> Path:
    """A folder with so many topics for vendors that no other fits."""
    topics = packs.books["vendor"].ordinary_topics
    text = (STARTER / "topic.yaml").read_text("utf-8")
    files = {
        f"team-{n}": text.replace("my-topic", f"team-{n}").replace("my-flag", f"seen-{n}")
        for n in range(TOPICS_ON_A_SCREEN - len(topics))
    }
    return folder_of(folder, pack="pack: vendor\n", **files)


def test_where_no_new_topic_fits_one_with_room_is_added_to(tmp_path: Path, packs: Loaded) -> None:
    folder = full(tmp_path / "mine", packs)
    shown = invoke("rules", "new", str(folder)).stdout
    topic = roomy(packs)
    assert (
        f"vendor has no room for one more topic, so it went into {topic!r}; --topic takes another." in shown
    )
    assert (folder / f"{topic}.yaml").exists()


def test_where_every_topic_with_room_has_a_file_one_is_told_how_to_go_on(
    tmp_path: Path, packs: Loaded
) -> None:
    folder = full(tmp_path / "mine", packs)
    for topic in packs.books["vendor"].ordinary_topics:
        (folder / f"{topic.id}.yaml").write_text(f"topic: {topic.id}\n", encoding="utf-8")
    result = invoke("rules", "new", str(folder))
    assert result.exit_code == 2
    assert result.stderr == (
        f"coach: vendor has no room for a new topic, and {folder} has a file for every topic with room; "
        f"add --topic {roomy(packs)} to see what to put into it\n"
    )


def test_a_new_topic_that_does_not_fit_is_refused(tmp_path: Path, packs: Loaded) -> None:
    folder = full(tmp_path / "mine", packs)
    result = invoke("rules", "new", str(folder), "--topic", "wellness")
    assert result.exit_code == 2
    assert f"'wellness' can't be a new topic; there is room in {roomy(packs)}" in result.stderr
    assert not (folder / "wellness.yaml").exists()


@pytest.mark.parametrize("role", ["candidate", "vendor"])
def test_running_it_again_writes_beside_what_is_there(role: str, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    invoke("rules", "new", str(folder), "--role", role)
    before = texts_of(folder)
    assert invoke("rules", "new", str(folder)).exit_code == 0
    after = texts_of(folder)
    assert before.items() < after.items()
    assert len(after) == len(before) + 2
    holds(folder, role)


def test_a_file_that_is_there_is_left_and_one_is_told_what_to_put_into_it(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine", access=LOOSE_FLAG)
    before = texts_of(folder)
    result = invoke("rules", "new", str(folder), "--topic", "access")
    assert result.exit_code == 2
    assert f"{folder / 'access.yaml'} is there already, and nothing was changed." in result.stderr
    assert "\n  my-flag:" in result.stderr and "\ncases:\n" in result.stderr
    assert texts_of(folder) == before


def test_a_cases_file_alone_is_not_overwritten_either(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine", access_cases="cases: []\n")
    assert invoke("rules", "new", str(folder), "--topic", "access").exit_code == 2
    assert set(texts_of(folder)) == {"pack.yaml", "access.cases.yaml"}


def test_what_is_danger_is_no_place_for_an_example(tmp_path: Path) -> None:
    result = invoke("rules", "new", str(tmp_path / "mine"), "--topic", "danger")
    assert (result.exit_code, "'danger' has no room for an example" in result.stderr) == (2, True)
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("topic", ["My topic", "lines", "pack", "prep", "raised", "../x"])
def test_a_name_that_no_topic_can_have_is_refused(topic: str, tmp_path: Path) -> None:
    result = invoke("rules", "new", str(tmp_path / "mine"), "--role", "vendor", "--topic", topic)
    assert (result.exit_code, "can't be a new topic" in result.stderr) == (2, True)
    assert not (tmp_path / "mine").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = invoke("rules", "new", str(tmp_path / "file" / "mine"))
    assert (result.exit_code, "was not written" in result.stderr) == (2, True)


def test_broken_rules_in_the_folder_are_told_first(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "mine", access=LOOSE_FLAG.replace("severity: concern", "severity: bad"))
    assert invoke("rules", "new", str(folder)).exit_code == 3
    assert set(texts_of(folder)) == {"pack.yaml", "access.yaml"}


def test_a_folder_of_packs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "both").mkdir()
    folder_of(tmp_path / "both" / "vendor", pack="pack: vendor\n")
    result = invoke("rules", "new", str(tmp_path / "both"))
    assert (result.exit_code, "name one of them" in result.stderr) == (2, True)


def test_a_role_that_is_not_the_folder_s_is_refused(tmp_path: Path) -> None:
    result = invoke("rules", "new", str(folder_of(tmp_path / "mine")), "--role", "vendor")
    assert (result.exit_code, "is a folder of candidate rules" in result.stderr) == (2, True)


def test_a_role_that_there_is_not_is_refused_with_the_nearest(tmp_path: Path) -> None:
    result = invoke("rules", "new", str(tmp_path / "mine"), "--role", "vender")
    assert (result.exit_code, "did you mean 'vendor'?" in result.stderr) == (2, True)
