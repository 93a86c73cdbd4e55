"""`coach assess --answers`, and the command without a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from person import invoke

from cli.layers import broken_layer, layer
from interview_coach.cli.streams import Terminal

REFUSED_PAY = "{danger: none, topics: [pay], pay: [pay-below-posted], raised: {pay: refused}}"


@pytest.mark.parametrize("typed", ["", "\n", "0\n1\n"])
@pytest.mark.parametrize("options", [(), ("--json",), ("--plain",), ("--resume",), ("pay",)])
def test_without_a_terminal_and_without_answers_nothing_is_decided(
    typed: str, options: tuple[str, ...]
) -> None:
    result = invoke("assess", *options, stdin=typed)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "coach assess --answers answers.yaml" in result.stderr


def test_the_hint_without_a_terminal_is_a_command_that_works(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("danger: none", "utf-8")
    assert invoke("assess", "--answers", str(file)).exit_code == 0
    assert invoke("rules", "list", "--questions").exit_code == 0


@pytest.mark.parametrize("text", ["{}", "", "\n"])
def test_no_answers_are_stay_too_early_to_say_and_not_settled(text: str) -> None:
    assert invoke("assess", "--answers", "-", stdin=text).stdout.startswith("TOO EARLY TO SAY")
    data = json.loads(invoke("assess", "--answers", "-", "--json", stdin=text).stdout)
    assert (data["verdict"], data["settled"], data["headline"]) == ("stay", False, "TOO EARLY TO SAY")
    assert "danger" in [entry["question"] for entry in data["open"]]


def test_not_sure_about_everything_is_a_settled_polite_exit() -> None:
    answers = {"danger": "not-sure", "topics": "not-sure"}
    data = json.loads(invoke("assess", "--answers", "-", "--json", stdin=json.dumps(answers)).stdout)
    assert data["verdict"] == "politely-exit"


@pytest.mark.parametrize(
    "text",
    [
        REFUSED_PAY,
        json.dumps(
            {"danger": "none", "topics": ["pay"], "pay": ["pay-below-posted"], "raised": {"pay": "refused"}}
        ),
        "\ufeff" + REFUSED_PAY,
    ],
    ids=["yaml", "json", "byte-order-mark"],
)
def test_a_file_and_standard_input_give_the_same(text: str, tmp_path: Path) -> None:
    file = tmp_path / "my answers.yaml"
    file.write_text(text, "utf-8")
    from_file = invoke("assess", "--answers", str(file), "--json")
    assert from_file.exit_code == 0
    assert from_file.stderr == ""
    assert json.loads(from_file.stdout)["verdict"] == "politely-exit"
    assert invoke("assess", "--answers", "-", "--json", stdin=text.encode("utf-8")).stdout == from_file.stdout


@pytest.mark.parametrize(
    ("name", "reason"), [("missing.yaml", "no such file or directory"), (".", "is a directory")]
)
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_file_that_cannot_be_read_is_named(
    name: str, reason: str, options: tuple[str, ...], tmp_path: Path
) -> None:
    path = str(tmp_path / name) if name != "." else str(tmp_path)
    result = invoke("assess", "--answers", path, *options)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == f"coach: --answers: {path} cannot be read ({reason}); check the name\n"


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    result = invoke("assess", "--answers", str(file))
    assert result.exit_code == 2
    assert result.stderr == f"coach: --answers: {file} is not UTF-8 text; save it as UTF-8\n"


def test_binary_standard_input_is_refused_too() -> None:
    result = invoke("assess", "--answers", "-", stdin=b"\xff\xd8\xff\xe0\x00\x10JFIF")
    assert result.exit_code == 2
    assert "UTF-8" in result.stderr


@pytest.mark.parametrize(
    "text",
    [
        "danger: [a",
        "a: b: c",
        "{",
        "\tdanger: none",
        "danger: none\ndanger: none",
        "&a [*a]",
        "danger: !!python/object:x {}",
        "[" * 3000,
        "a\x00b",
        "danger: none\n---\ndanger: none",
    ],
    ids=["bracket", "colons", "brace", "tab", "twice", "alias", "tag", "deep", "nul", "two-documents"],
)
def test_bad_yaml_is_refused_with_its_place(text: str) -> None:
    result = invoke("assess", "--answers", "-", stdin=text)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "<stdin>:" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("text", ["[1, 2]", "danger", "3", "true"])
def test_answers_that_are_no_mapping_are_refused(text: str) -> None:
    result = invoke("assess", "--answers", "-", stdin=text)
    assert result.exit_code == 2
    assert (
        result.stderr == "coach: <stdin>:1:1: answers are a mapping; write `danger: none` and so on, or {}\n"
    )


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_every_unknown_id_is_told_at_once_with_its_place_and_the_nearest_known(
    options: tuple[str, ...],
) -> None:
    text = (
        "dangr: none\n"
        "pay: [pay-below-posted, pay-below-postd]\n"
        "raised: {pay: refusd}\n"
        "context: {would-take: mayb}\n"
        "profile: {stance: fir, deal_breakers: [pay-below-flor]}\n"
    )
    result = invoke("assess", "--answers", "-", *options, stdin=text)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "<stdin>:1:1: no question is called 'dangr'; did you mean 'danger'?",
        "<stdin>:2:25: no option is called 'pay-below-postd'; did you mean 'pay-below-posted'?",
        "<stdin>:3:15: no answer is called 'refusd'; did you mean 'refused'?",
        "<stdin>:4:23: no answer is called 'mayb'; did you mean 'maybe'?",
        "<stdin>:5:19: no stance is called 'fir'; did you mean 'firm'?",
        "<stdin>:5:40: no flag is called 'pay-below-flor'; did you mean 'pay-below-floor'?",
    ]


def test_an_answer_that_contradicts_its_gate_is_an_error() -> None:
    result = invoke("assess", "--answers", "-", stdin="{danger: none, topics: none, pay: [pay-below-posted]}")
    assert result.exit_code == 2
    assert "'pay' is answered here, but `topics` leaves it out" in result.stderr


def verdict(*options: str, answers: str) -> str:
    result = invoke("assess", "--answers", "-", "--json", *options, stdin=answers)
    assert result.exit_code == 0, result.stderr
    return str(json.loads(result.stdout)["verdict"])


def test_the_stance_of_the_command_line_wins_over_the_one_in_the_file() -> None:
    asked = "{danger: none, topics: [pay], pay: [pay-history-pressed, costs-on-me], raised: {pay: cannot}}"
    in_file = asked[:-1] + ", profile: {stance: firm}}"
    assert verdict(answers=asked) == "stay"
    assert verdict("--stance", "firm", answers=asked) == "politely-exit"
    assert verdict(answers=in_file) == "politely-exit"
    assert verdict("--stance", "network-first", answers=in_file) == "stay"


def test_the_rest_of_the_profile_stays_when_the_stance_is_given() -> None:
    answers = (
        "{danger: none, topics: [pay], pay: [pay-evasive], raised: {pay: cannot},"
        " profile: {deal_breakers: [pay-evasive]}}"
    )
    assert verdict("--stance", "network-first", answers=answers) == "politely-exit"


def test_an_unknown_stance_is_refused() -> None:
    result = invoke("assess", "--stance", "firn", "--answers", "-", stdin="{}")
    assert result.exit_code == 2
    assert result.stderr == "coach: --stance: no stance is called 'firn'; did you mean 'firm'?\n"


@pytest.mark.parametrize("role", ["candidate", "freelancer", "interviewer", "vendor"])
def test_every_role_decides_from_a_file(role: str) -> None:
    result = invoke("assess", "--role", role, "--answers", "-", "--json", stdin="{danger: not-sure}")
    data = json.loads(result.stdout)
    assert (data["role"], data["verdict"]) == (role, "politely-exit")


def test_topics_on_the_command_line_answer_the_list_of_topics() -> None:
    result = invoke("assess", "pay", "--answers", "-", "--json", stdin="{danger: none}")
    asked = [entry["question"] for entry in json.loads(result.stdout)["open"]]
    assert "pay" in asked
    assert "topics" not in asked
    assert "conduct" not in asked


def test_an_unknown_topic_beside_a_file_is_refused() -> None:
    result = invoke("assess", "pya", "--answers", "-", stdin="{}")
    assert result.exit_code == 2
    assert result.stderr == "coach: no topic is called 'pya'; did you mean 'pay'?\n"


# -- rules ------------------------------------------------------------------------------------------


def test_rules_of_one_s_own_count(tmp_path: Path) -> None:
    own = layer(
        tmp_path / "own",
        fit=(
            "topic: fit\n"
            "flags:\n"
            "  odd-parking:\n"
            "    option: Odd parking\n"
            "    finding: The car park is odd.\n"
            "    why: A car park that is odd is a small sign.\n"
            "    severity: dealbreaker\n"
            '    raise: "no"\n'
            "    sources: [of-mine]\n"
            "sources:\n"
            '  of-mine: {publisher: P, title: T, year: 2024, url: "https://example.org/x", strength: official}\n'
        ),
    )
    answers = "{danger: none, topics: [fit], fit: [odd-parking]}"
    assert verdict("--rules", str(own), answers=answers) == "politely-exit"
    assert invoke("assess", "--answers", "-", stdin=answers).exit_code == 2


def test_broken_rules_are_refused_with_every_problem_and_3(tmp_path: Path) -> None:
    broken = broken_layer(tmp_path / "broken")
    result = invoke("assess", "--rules", str(broken), "--answers", "-", stdin="{}")
    assert result.exit_code == 3
    assert result.stdout == ""
    assert f"{broken}/fit.yaml:4:5: " in result.stderr
    assert "did you mean 'option'?" in result.stderr
    assert f"{broken}/pay.yaml:" in result.stderr
    assert result.stderr.splitlines()[-1].startswith("coach: the rules were refused: ")


@pytest.mark.parametrize("how", ["option", "setting"])
def test_a_rules_folder_that_is_not_there_is_named_with_2(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "nowhere"
    options = ("--rules", str(missing)) if how == "option" else ()
    if how == "setting":
        monkeypatch.setenv("COACH_RULES", str(missing))
    result = invoke("assess", *options, "--answers", "-", stdin="{}")
    assert result.exit_code == 2
    assert result.stdout == ""
    name = "--rules" if how == "option" else "COACH_RULES"
    assert result.stderr.startswith(f"coach: {name}: there is no folder {missing};")


def test_an_empty_folder_for_rules_of_one_s_own_changes_nothing(home: Path) -> None:
    (home / "config" / "rules").mkdir(parents=True)
    assert invoke("assess", "--answers", "-", stdin="{danger: none}").exit_code == 0


def test_broken_rules_named_by_hand_are_refused_before_the_first_question(tmp_path: Path) -> None:
    broken_layer(tmp_path / "mine")
    on_a_terminal = Terminal(interactive=True, plain=False, colour=False, width=40, grace=0)
    result = invoke("assess", "--rules", str(tmp_path / "mine"), terminal=on_a_terminal)
    assert result.exit_code == 3
    assert "fit.yaml:4:5:" in result.stderr


# -- what is printed ----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [10, 20, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    terminal = Terminal(interactive=False, plain=False, colour=False, width=width)
    for answers in ("{}", "{danger: not-sure}", "{danger: [physical-threat]}", REFUSED_PAY):
        lines = invoke("assess", "--answers", "-", stdin=answers, terminal=terminal).stdout.splitlines()
        assert max(map(len, lines)) <= max(20, width)


def test_what_is_printed_offers_no_keys_that_nobody_can_press() -> None:
    for answers in ("{}", "{danger: none, topics: none}", "{danger: [physical-threat]}", REFUSED_PAY):
        text = invoke("assess", "--answers", "-", stdin=answers).stdout
        assert "press x" not in text
        assert "m more" not in text


def test_colour_is_used_only_where_there_is_colour() -> None:
    for colour in (False, True):
        terminal = Terminal(interactive=True, plain=False, colour=colour, width=80)
        text = invoke("assess", "--answers", "-", stdin=REFUSED_PAY, terminal=terminal).stdout
        assert ("\x1b" in text) is colour


@pytest.mark.parametrize("option", ["--plain", "--json"])
def test_plain_and_json_hold_no_escape_bytes_even_where_there_is_colour(option: str) -> None:
    terminal = Terminal(interactive=True, plain=False, colour=True, width=80)
    result = invoke("assess", "--answers", "-", option, stdin=REFUSED_PAY, terminal=terminal)
    assert "\x1b" not in result.stdout


def test_a_file_without_an_end_is_refused(tmp_path: Path) -> None:
    endless = tmp_path / "endless.yaml"
    endless.write_bytes(b"# " + b"x" * 1_000_001)
    result = invoke("assess", "--answers", str(endless))
    assert result.exit_code == 2
    assert "at most 1,000,000 bytes" in result.stderr
