"""`coach script`: a line at once, whatever is asked for and whatever is broken."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from person import invoke

from cli.layers import broken_layer
from interview_coach.book.vocabulary import Channel, Purpose, RaiseState, Tone
from interview_coach.cli.streams import Terminal
from interview_coach.engine.lines import lines_for
from interview_coach.storage.books import load_book
from interview_coach.storage.folders import write_private

ROLES = ("candidate", "freelancer", "interviewer", "vendor")


def a_line(*args: str) -> str:
    """The line that `coach script ARGS` prints, after checking that it prints one and no trouble."""
    result = invoke("script", *args)
    assert result.exit_code == 0
    assert result.stderr == ""
    return result.stdout.splitlines()[0]


@pytest.mark.parametrize("role", ROLES)
def test_every_reason_has_a_line(role: str) -> None:
    for reason in load_book(role).reasons:
        assert a_line(reason.id, "--role", role)


def test_the_reasons_that_help_names_are_the_candidate_s() -> None:
    text = " ".join(invoke("script", "-h").stdout.split())
    for reason in load_book().reasons:
        assert reason.id in text


def test_different_reasons_have_different_lines() -> None:
    lines = {reason.id: a_line(reason.id) for reason in load_book().reasons if reason.topic}
    assert len(set(lines.values())) == len(lines)


def test_a_reason_decides_the_purpose_unless_one_is_given() -> None:
    pause = json.loads(invoke("script", "pause", "--json").stdout)
    assert pause["purpose"] == "pause"
    leave = json.loads(invoke("script", "pause", "--purpose", "exit", "--json").stdout)
    assert leave["purpose"] == "exit"


@pytest.mark.parametrize("purpose", [purpose.value for purpose in Purpose])
def test_every_purpose_has_a_line_of_its_own(purpose: str) -> None:
    result = invoke("script", "--purpose", purpose, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["purpose"] == purpose


@pytest.mark.parametrize("tone", [tone.value for tone in Tone])
def test_every_tone_is_heeded(tone: str) -> None:
    assert json.loads(invoke("script", "--tone", tone, "--json").stdout)["tone"] == tone


@pytest.mark.parametrize("channel", [channel.value for channel in Channel])
def test_every_channel_is_heeded(channel: str) -> None:
    for reason in ("", *(reason.id for reason in load_book().reasons)):
        args = [reason] if reason else []
        result = invoke("script", *args, "--channel", channel, "--json")
        line = json.loads(result.stdout)
        fits = line["id"] is None or line["channels"] == [] or channel in line["channels"]
        assert fits or f"line for {channel}" in result.stderr


def test_a_channel_without_a_line_for_the_reason_is_told_and_not_answered_with_goodbye() -> None:
    result = invoke("script", "pause", "--channel", "email")
    assert "Goodbye" not in result.stdout or result.stderr


def test_all_prints_every_line_once_the_best_first() -> None:
    lines = invoke("script", "pay", "--all").stdout.splitlines()
    assert lines[0] == a_line("pay")
    assert len(lines) > 3
    assert len(set(lines)) == len(lines)


def test_all_as_json_is_a_list_of_the_same_lines() -> None:
    data = json.loads(invoke("script", "pay", "--all", "--json").stdout)
    assert [line["text"] for line in data] == invoke("script", "pay", "--all").stdout.splitlines()


def test_a_line_comes_with_what_to_say_when_they_push_back() -> None:
    assert invoke("script").stdout.splitlines()[1].startswith("If they push: ")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--tone", "worm"), "coach: --tone: no value is called 'worm'; did you mean 'warm'?\n"),
        (("--channel", "fone"), "coach: --channel: no value is called 'fone'; did you mean 'phone'?\n"),
        (("--purpose", "exot"), "coach: --purpose: no value is called 'exot'; did you mean 'exit'?\n"),
        (("--role", "vendr"), "coach: --role: no role is called 'vendr'; did you mean 'vendor'?\n"),
    ],
)
def test_an_unknown_word_is_refused_with_the_nearest_known(args: tuple[str, ...], told: str) -> None:
    result = invoke("script", *args)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", told)


def test_copy_never_costs_the_line() -> None:
    result = invoke("script", "--copy")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == a_line()


# -- in one's own words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("salary", "pay-below-floor"),
        ("children", "family-plans-question"),
        ("she keeps checking her phone", "distracted-throughout"),
        ("he shouted at me", "shouting-or-swearing"),
        ("gun", "physical-threat"),
    ],
)
def test_own_words_give_the_line_of_the_option_that_they_mean(words: str, option: str) -> None:
    book = load_book()
    topic = book.option_by_id[option].topic
    fitting = lines_for(book, Purpose.EXIT, about=[option], topics=[topic], tone=Tone.WARM)
    assert a_line(words) == a_line(*words.split()) == fitting[0].text


def test_own_words_are_heeded_with_purpose_and_tone() -> None:
    line = json.loads(invoke("script", "salary", "--purpose", "raise", "--json").stdout)
    assert (line["purpose"], line["id"]) == ("raise", "pay-raise-floor")
    firm = json.loads(invoke("script", "salary", "--tone", "firm", "--json").stdout)
    assert firm["tone"] == "firm"


def test_danger_in_own_words_is_no_reason_to_raise_it() -> None:
    assert a_line("gun", "--purpose", "raise") == "Thank you for your time. I'm going to stop here. Goodbye."


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("pya", "coach: did you mean 'pay'? This line fits anything.\n"),
        (
            "xyzzy",
            (
                "coach: nothing here fits these words; this line fits anything. "
                "Known: pay, role, time, fit, call, unwell, pause.\n"
            ),
        ),
    ],
)
def test_words_that_mean_nothing_give_a_line_for_anything_and_a_hint(words: str, hint: str) -> None:
    result = invoke("script", words)
    assert (result.exit_code, result.stderr) == (0, hint)
    assert result.stdout == invoke("script").stdout


@pytest.mark.parametrize("role", ROLES)
def test_a_reason_with_a_purpose_stays_about_its_topic(role: str) -> None:
    book = load_book(role)
    for reason in book.reasons:
        if not reason.topic:
            continue
        wanted = {
            line.id for line in book.lines if line.purpose is Purpose.RAISE and line.topic == reason.topic
        }
        line = json.loads(invoke("script", reason.id, "--purpose", "raise", "--json", "--role", role).stdout)
        assert line["id"] in wanted or not wanted


# -- going on from the last result -----------------------------------------------------------------------


def write_result(home: Path, **changes: object) -> None:
    data: dict[str, object] = {
        "format": 1,
        "role": "candidate",
        "saved": time.time(),
        "verdict": "politely-exit",
        "about": ["pay-below-posted"],
        "topics": ["pay"],
    }
    data.update(changes)
    (home / "state").mkdir(exist_ok=True)
    (home / "state" / "last-result.json").write_text(json.dumps(data), "utf-8")


def test_with_a_last_result_the_line_is_about_it(home: Path) -> None:
    general = a_line()
    write_result(home)
    assert a_line() != general
    assert "the pay" in a_line()


def test_the_last_result_knows_what_came_of_asking(home: Path) -> None:
    write_result(home, about=["left-waiting"], topics=["time"])
    unasked = a_line()
    write_result(home, about=["left-waiting"], topics=["time"], came_of={"time": int(RaiseState.CANNOT)})
    assert "Nobody came" in a_line() != unasked


def test_a_reason_wins_over_the_last_result(home: Path) -> None:
    fit = a_line("fit")
    write_result(home)
    assert a_line("fit") == fit


def test_the_last_result_of_another_role_takes_its_book(home: Path) -> None:
    interviewer = a_line("--role", "interviewer")
    write_result(home, role="interviewer", about=[], topics=[])
    assert a_line() == interviewer


def test_a_role_that_is_given_leaves_the_last_result_of_another_aside(home: Path) -> None:
    vendor = a_line("--role", "vendor")
    write_result(home)
    assert a_line("--role", "vendor") == vendor


def test_a_last_result_older_than_a_day_is_forgotten_and_removed(home: Path) -> None:
    general = a_line()
    write_result(home, saved=time.time() - 24 * 60 * 60 - 1)
    assert a_line() == general
    assert not (home / "state" / "last-result.json").exists()


# -- whatever is broken ---------------------------------------------------------------------------------


def still_gives_a_line(*args: str) -> str:
    """Check that a line is printed with status 0, and return what was told on stderr."""
    result = invoke("script", *args)
    assert result.exit_code == 0, result.stderr
    first = result.stdout.splitlines()[0]
    assert first.endswith((".", "!", "?"))
    assert len(first.split()) > 4
    assert "Traceback" not in result.stderr
    return result.stderr


@pytest.mark.parametrize("how", ["option", "setting", "config"])
def test_broken_rules_are_left_aside_and_told(
    how: str, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    general = a_line()
    place = home / "config" / "rules" / "candidate" if how == "config" else tmp_path / "broken"
    broken_layer(place)
    if how == "setting":
        monkeypatch.setenv("COACH_RULES", str(place))
    options = ("--rules", str(place)) if how == "option" else ()
    assert "are left aside" in still_gives_a_line(*options)
    assert invoke("script", *options).stdout.splitlines()[0] == general


def test_a_rules_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere")
    assert missing in still_gives_a_line("--rules", missing)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"[" * 5000, b"pack: candidate\ntopics: 3\n"])
def test_a_damaged_rule_file_is_told(content: bytes, home: Path) -> None:
    folder = home / "config" / "rules" / "candidate"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_bytes(content)
    left = f"coach: the rules in {folder} are left aside; `coach rules check` says what is wrong with them\n"
    assert still_gives_a_line() == left
    assert f"{folder / 'pack.yaml'}" in invoke("rules", "check").stderr


def test_a_rule_file_that_is_a_folder_is_told(home: Path) -> None:
    (home / "config" / "rules" / "candidate" / "pack.yaml").mkdir(parents=True)
    still_gives_a_line()


def test_a_config_folder_that_is_a_file_costs_nothing(home: Path) -> None:
    (home / "config").write_text("in the way", "utf-8")
    still_gives_a_line()


@pytest.mark.parametrize("where", ["file", "under a file", "device", "missing", "not writable"])
def test_a_home_that_cannot_be_used_costs_nothing(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("in the way", "utf-8")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    homes = {
        "file": file,
        "under a file": file / "home",
        "device": Path("/dev/null/home"),
        "missing": tmp_path / "not" / "there",
        "not writable": closed,
    }
    monkeypatch.setenv("COACH_HOME", str(homes[where]))
    assert still_gives_a_line() == ""
    assert file.read_text("utf-8") == "in the way"


@pytest.mark.parametrize("how", ["unset", "missing", "relative"])
def test_a_missing_home_of_the_person_costs_nothing(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COACH_HOME")
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, "/dev/null/none")
    if how == "unset":
        monkeypatch.delenv("HOME", raising=False)
    else:
        monkeypatch.setenv("HOME", "/dev/null/home" if how == "missing" else "nowhere")
    assert still_gives_a_line() == ""


@pytest.mark.parametrize("content", [b"", b"{}", b"null", b"\x00\xff", b"[" * 100_000, b'{"info": 3}'])
def test_a_damaged_cache_costs_nothing(content: bytes, home: Path) -> None:
    general = a_line()
    for file in list((home / "cache").iterdir()):
        write_private(file, content)
    assert still_gives_a_line() == ""
    assert a_line() == general


def test_a_cache_cut_short_costs_nothing(home: Path) -> None:
    general = a_line()
    for file in list((home / "cache").iterdir()):
        write_private(file, file.read_bytes()[:-100])
    assert a_line() == general


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\x00",
        b"null",
        b'{"format": 1}',
        b'{"format": 99, "new": true}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_last_result_costs_nothing(content: bytes, home: Path) -> None:
    (home / "state").mkdir()
    (home / "state" / "last-result.json").write_bytes(content)
    still_gives_a_line()


@pytest.mark.parametrize(
    "changes",
    [
        {"about": ["gone"], "topics": ["gone"]},
        {"about": None},
        {"about": 3},
        {"saved": "yesterday"},
        {"saved": None},
        {"saved": 4e9},
        {"came_of": {"pay": 99}},
        {"came_of": ["pay"]},
        {"role": "gone"},
        {"role": "../../x"},
    ],
    ids=str,
)
def test_a_strange_last_result_costs_nothing(changes: dict[str, object], home: Path) -> None:
    write_result(home, **changes)
    still_gives_a_line()


def test_the_safe_line_has_a_json_form_with_the_same_fields(home: Path) -> None:
    good = json.loads(invoke("script", "--json").stdout)
    (home / "state").mkdir()
    (home / "state" / "last-result.json").write_bytes(b"[" * 100_000)
    safe = json.loads(invoke("script", "--json").stdout)
    assert set(safe) == set(good)
    assert safe["text"]


def test_script_needs_no_terminal_and_reads_no_input() -> None:
    on_a_terminal = Terminal(interactive=True, plain=False, colour=True, width=40)
    assert invoke("script", stdin="never read", terminal=on_a_terminal).stdout == invoke("script").stdout
