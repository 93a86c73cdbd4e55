"""Where things live, which rule folders are read, and the cache of checked books."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from person import invoke

from interview_coach.problems import BadInput, BadRules, RulesLeftAside
from interview_coach.storage.books import (
    UnknownRole,
    load_book,
    load_guides,
    load_layers,
    read_layers,
    roles,
)
from interview_coach.storage.folders import folders, write_private
from interview_coach.storage.rule_folders import built_in_rules, read_layer, rule_folders

LAYER_FIT = (
    "topic: fit\n"
    "flags:\n"
    "  odd-parking:\n"
    "    option: Odd parking\n"
    "    finding: The car park is odd.\n"
    "    why: A car park that is odd is a small sign.\n"
    "    severity: note\n"
    '    raise: "no"\n'
    "    sources: [of-mine]\n"
    "sources:\n"
    '  of-mine: {publisher: P, title: T, year: 2024, url: "https://example.org/x", strength: official}\n'
)


def own_rules(folder: Path, fit: str = LAYER_FIT) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text("pack: candidate\n", "utf-8")
    (folder / "fit.yaml").write_text(fit, "utf-8")
    return folder


def test_coach_home_holds_every_folder(home: Path) -> None:
    assert {folders().config.parent, folders().state.parent, folders().cache.parent} == {home}


def test_without_coach_home_the_platform_s_folders_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COACH_HOME")
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    assert folders().config == tmp_path / "config" / "interview-coach"
    assert folders().state == tmp_path / "state" / "interview-coach"
    assert folders().cache == tmp_path / "cache" / "interview-coach"


def test_asking_for_the_folders_creates_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "new"))
    folders()
    assert not (tmp_path / "new").exists()


def test_a_private_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_private(tmp_path / "new" / "file", b"x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new" / "file").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_layers_come_in_the_order_built_in_config_setting_option(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = home / "config" / "rules"
    config.mkdir(parents=True)
    (config / "candidate").mkdir()
    (config / "candidate" / "pack.yaml").write_text("pack: candidate\n", "utf-8")
    named = [tmp_path / name for name in ("a", "b", "c", "d")]
    for folder in named:
        folder.mkdir()
    monkeypatch.setenv("COACH_RULES", os.pathsep.join(map(str, named[:2])))
    assert rule_folders(named[2:]) == (built_in_rules(), config, *named)


def test_a_folder_may_be_a_pack_or_hold_packs(tmp_path: Path) -> None:
    pack = own_rules(tmp_path / "mine" / "candidate")
    assert list(read_layer(pack)) == [str(pack)]
    assert list(read_layer(tmp_path / "mine")) == [f"{tmp_path / 'mine'}/candidate"]


@pytest.mark.parametrize("make", ["empty", "only other files"])
def test_a_named_folder_without_rules_is_refused(make: str, tmp_path: Path) -> None:
    if make == "only other files":
        (tmp_path / "sub").mkdir()
        (tmp_path / "sub" / "notes.txt").touch()
    with pytest.raises(BadInput, match=r"no rules in .*pack\.yaml"):
        read_layer(tmp_path)


def test_a_rule_file_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_bytes(b"pack: \xff")
    with pytest.raises(BadInput, match=r"pack\.yaml is not UTF-8 \(byte 7\)"):
        read_layer(tmp_path)


def test_a_folder_with_far_too_many_files_is_refused(tmp_path: Path) -> None:
    own_rules(tmp_path)
    for number in range(200):
        (tmp_path / f"t{number}.yaml").touch()
    with pytest.raises(BadInput, match="at most 200"):
        read_layer(tmp_path)


def test_the_built_in_rules_are_found_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert (built_in_rules() / "candidate" / "pack.yaml").is_file()
    assert load_book().info.id == "candidate"


BAD = {
    "no YAML": ("pack.yaml", b"pack: ["),
    "not UTF-8": ("pay.yaml", b"topic: p\xe4y"),
    "misnamed": ("pay.yml", b"topic: pay"),
    "a second policy": ("policy.yaml", b"stay: {}"),
    "no such option": ("pay.yaml", b"topic: pay\nscreen: [none-such]"),
    "too many topics": (
        "pack.yaml",
        "pack: candidate\ntopics: [{}]".format(", ".join(f"t{n}" for n in range(40))).encode(),
    ),
}


@pytest.mark.parametrize("how", BAD)
def test_an_installed_folder_that_is_bad_is_left_aside_and_the_good_ones_hold(how: str, home: Path) -> None:
    installed = home / "config" / "rules"
    good = [own_rules(installed / name) for name in ("a-good", "z-good")]
    line = "lines:\n  {}-pause: {{purpose: pause, tone: warm, say: Let me take two minutes.}}\n"
    for folder in good:
        (folder / "lines.yaml").write_text(line.format(folder.name), "utf-8")
    bad = own_rules(installed / "bad")
    (bad / BAD[how][0]).write_bytes(BAD[how][1])
    for _ in ("first", "from the cache"):
        with pytest.warns(RulesLeftAside) as told:
            book = load_book()
        assert [str(warning.message) for warning in told] == [
            f"the rules in {bad} are left aside; `coach rules check` says what is wrong with them"
        ]
        assert {"a-good-pause", "z-good-pause"} <= {line.id for line in book.lines}
    with pytest.raises((BadInput, BadRules)):
        load_layers(read_layers())


def test_a_first_check_of_many_folders_is_not_silent(home: Path) -> None:
    for number in range(5):
        folder = home / "config" / "rules" / f"bad-{number}"
        folder.mkdir(parents=True)
        (folder / "pack.yaml").write_text("pack: [", "utf-8")
    first, again = (invoke("script").stderr.splitlines() for _ in range(2))
    assert first[0] == "coach: checking 5 folders of rules, which takes a while and is done once"
    assert again == first[1:]


def test_candidate_is_the_first_role() -> None:
    assert roles() == ("candidate", "freelancer", "interviewer", "vendor")


def test_an_unknown_role_is_refused_with_the_nearest() -> None:
    with pytest.raises(BadInput, match="no role is called 'vender'; did you mean 'vendor'"):
        load_book("vender")


def test_an_unknown_role_is_refused_before_any_rule_is_checked(tmp_path: Path) -> None:
    bad = own_rules(tmp_path / "bad", fit="topic: fit\nflags: what\n")
    with pytest.raises(BadRules):
        load_book("candidate", [bad])
    with pytest.raises(UnknownRole, match="no role is called 'vender'; did you mean 'vendor'"):
        load_book("vender", [bad])
    with pytest.raises(UnknownRole):
        load_guides("vender", [bad])


def test_a_role_whose_pack_file_cannot_be_read_is_told_what_is_wrong_with_it(tmp_path: Path) -> None:
    own_rules(tmp_path)
    (tmp_path / "pack.yaml").write_text("pack: mine\ntitle: [", "utf-8")
    with pytest.raises(BadRules):
        load_book("mine", [tmp_path])


@pytest.mark.parametrize("role", ["../candidate", "", "candidate/../candidate", "\x00"])
def test_a_role_is_never_a_path(role: str) -> None:
    with pytest.raises(BadInput):
        load_book(role)


# -- the cache ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["candidate", "freelancer", "interviewer", "vendor"])
def test_a_book_from_the_cache_equals_the_one_that_was_checked(role: str, home: Path) -> None:
    cached = load_book(role)
    for file in (home / "cache").iterdir():
        file.unlink()
    assert load_book(role) == cached
    assert load_book(role) == cached


def test_the_cache_is_for_its_owner_alone(home: Path) -> None:
    for file in (home / "cache").iterdir():
        file.unlink()
    load_book()
    assert stat.S_IMODE((home / "cache").stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in (home / "cache").iterdir()} == {0o600}


def test_an_edited_rule_counts_at_once_and_a_broken_one_is_refused_at_once(tmp_path: Path) -> None:
    rules = own_rules(tmp_path / "mine")
    assert "odd-parking" in load_book(rules=[rules]).flag_by_id
    own_rules(rules, LAYER_FIT.replace("severity: note", "severity: serious"))
    assert load_book(rules=[rules]).flag_by_id["odd-parking"].severity.id == "serious"
    own_rules(rules, LAYER_FIT.replace("severity: note", "severity: nasty"))
    with pytest.raises(BadRules):
        load_book(rules=[rules])


def test_without_layers_the_built_in_pack_is_taken_alone(home: Path) -> None:
    own_rules(home / "config" / "rules" / "candidate")
    assert "odd-parking" in load_book().flag_by_id
    assert "odd-parking" not in load_book(layered=False).flag_by_id


def test_the_cache_does_not_grow_with_every_edit(home: Path, tmp_path: Path) -> None:
    rules = own_rules(tmp_path / "mine")
    for number in range(3):
        own_rules(rules, LAYER_FIT + f"# {number}\n")
        load_book(rules=[rules])
    kept = [file.name for file in (home / "cache").iterdir() if "candidate" in file.name]
    assert sorted(name.partition("-")[0] for name in kept) == ["book", "guides"]
