"""`coach assess --answers FILE.jsonl`: a line for each set of answers, in and out."""

from __future__ import annotations

import gc
import json
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from person import invoke

from interview_coach.cli.assess_lines import LINE_AT_MOST, LineByLine
from interview_coach.engine.engine import Engine
from interview_coach.storage.books import load_book

SETS = (
    '{"danger": "none", "topics": ["pay"], "pay": ["pay-below-posted"], "raised": {"pay": "refused"}}',
    "{}",
    '{"danger": ["physical-threat"]}',
    '{"danger": "none", "topics": ["time"], "time": ["ignored"], "profile": {"stance": "firm"}}',
    "{danger: not-sure}",
)
FAULTY = '{"danger": "none", "pay": ["pay-below-postd"], "raised": {"pay": "refusd"}}'
TOLD = "coach: 1 of 3 lines do not fit; what is told in their place says what to write\n"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    file = tmp_path / "many.jsonl"
    file.write_text("".join(f"{answers}\n" for answers in SETS), "utf-8")
    return file


def results(text: str) -> list[dict[str, Any]]:
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def alone(answers: str, *options: str) -> Any:
    return json.loads(invoke("assess", "--answers", "-", "--json", *options, stdin=answers).stdout)


@pytest.mark.parametrize("options", [(), ("--stance", "network-first"), ("--role", "vendor")])
def test_each_line_is_the_result_of_its_answers_alone(many: Path, options: tuple[str, ...]) -> None:
    if "--role" in options:
        many.write_text("{}\n{danger: not-sure}", "utf-8")
    result = invoke("assess", "--answers", str(many), "--json", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    answers = many.read_text("utf-8").splitlines()
    assert results(result.stdout) == [alone(each, *options) for each in answers]


def test_standard_input_and_a_file_of_any_name_are_lines_with_the_option(many: Path, tmp_path: Path) -> None:
    wanted = invoke("assess", "--answers", str(many), "--json", "--brief").stdout
    other = tmp_path / "many.txt"
    other.write_bytes(b"\xef\xbb\xbf" + many.read_bytes().replace(b"\n", b"\r\n"))
    for source, stdin in (("-", many.read_bytes()), (str(other), b"")):
        assert (
            invoke("assess", "--answers", source, "--lines", "--json", "--brief", stdin=stdin).stdout
            == wanted
        )


def test_brief_is_a_part_of_the_whole(many: Path) -> None:
    whole = results(invoke("assess", "--answers", str(many), "--json").stdout)
    brief = results(invoke("assess", "--answers", str(many), "--json", "--brief").stdout)
    assert brief == [
        {key: each[key] for key in ("schema_version", "verdict", "action", "settled")}
        | {"flags": [flag["id"] for flag in each["flags"] if flag["state"] == "fires"]}
        for each in whole
    ]


def test_a_faulty_line_is_told_in_its_place_and_the_rest_is_decided(tmp_path: Path) -> None:
    file = tmp_path / "three.jsonl"
    file.write_text(f"{SETS[0]}\n{FAULTY}\n{SETS[2]}\n", "utf-8")
    result = invoke("assess", "--answers", str(file), "--json")
    assert (result.exit_code, result.stderr) == (2, TOLD)
    first, faulty, last = results(result.stdout)
    assert (first["verdict"], last["verdict"]) == ("politely-exit", "walk-out")
    assert faulty == {
        "schema_version": 1,
        "problems": [
            {
                "file": str(file),
                "line": 2,
                "column": 28,
                "message": "no option is called 'pay-below-postd'; did you mean 'pay-below-posted'?",
            },
            {
                "file": str(file),
                "line": 2,
                "column": 66,
                "message": "no answer is called 'refusd'; did you mean 'refused'?",
            },
        ],
    }


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"", "this line is empty; take it out, or write {} if nothing was answered"),
        (b"\xff{}", "this line is not UTF-8 text; save the file as UTF-8"),
        (b"{}" + b" " * LINE_AT_MOST, "this line is too long; answers have at most 100,000 bytes"),
        (b"{}" * 3 * LINE_AT_MOST, "this line is too long; answers have at most 100,000 bytes"),
        (b"[" * 3000, "this is nested more than 12 deep; flatten it"),
        (b"3", "answers are a mapping; write `danger: none` and so on, or {}"),
        (b'{"danger": "none", "danger": "none"}', "'danger' is given twice (first in line 1); keep one"),
    ],
    ids=["empty", "binary", "long", "very-long", "deep", "number", "twice"],
)
def test_whatever_a_line_holds_the_next_one_is_decided(line: bytes, message: str) -> None:
    stdin = b"{}\n" + line + b'\n{"danger": ["physical-threat"]}'
    result = invoke("assess", "--answers", "-", "--lines", "--json", "--brief", stdin=stdin)
    assert (result.exit_code, result.stderr) == (2, TOLD)
    first, faulty, last = results(result.stdout)
    assert (first["verdict"], last["verdict"]) == ("stay", "walk-out")
    problem = faulty["problems"][0]
    assert (problem["file"], problem["line"], problem["message"]) == ("<stdin>", 2, message)


def test_no_lines_are_no_results(tmp_path: Path) -> None:
    file = tmp_path / "none.jsonl"
    file.touch()
    result = invoke("assess", "--answers", str(file), "--json")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--answers", "a.jsonl"), "answers in lines are told as JSON, a line for each; add --json"),
        (
            ("--lines", "--json"),
            "--lines is for answers from a file; add --answers FILE, or --answers - for standard input",
        ),
        (("--answers", "a.yaml", "--out", "o"), "--out is for answers in lines: --answers FILE.jsonl, or --answers - --lines"),
        (("--answers", "-", "--brief"), "--brief is for answers in lines: --answers FILE.jsonl, or --answers - --lines"),
        (("--answers", "a.jsonl", "--json", "--keep"), "--keep is for one set of answers; leave it out where each line is a set of its own"),
        (("pay", "--answers", "a.jsonl", "--json"), "a topic is for one set of answers; leave it out where each line is a set of its own"),
        (("--answers", "missing.jsonl", "--json"), "--answers: missing.jsonl cannot be read (no such file or directory); check the name"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused_before_anything_is_decided(
    args: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke("assess", *args)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"coach: {message}\n")
    assert not list(tmp_path.glob("o"))


# -- a file of results, and going on ----------------------------------------------------------------------


def to_file(many: Path, out: Path) -> Any:
    return invoke("assess", "--answers", str(many), "--json", "--brief", "--out", str(out))


def test_results_in_a_file_are_those_of_standard_output_for_their_owner_alone(
    many: Path, tmp_path: Path
) -> None:
    out = tmp_path / "results.jsonl"
    result = to_file(many, out)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert out.read_text("utf-8") == invoke("assess", "--answers", str(many), "--json", "--brief").stdout
    if sys.platform != "win32":
        assert out.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("cut", [0, 1, 30, 200])
def test_it_goes_on_where_a_file_of_results_was_cut_off(cut: int, many: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    to_file(many, out)
    whole = out.read_bytes()
    out.write_bytes(whole[: len(whole) - cut])
    assert to_file(many, out).exit_code == 0
    assert out.read_bytes() == whole


def test_what_is_there_already_is_not_decided_again_and_its_faults_still_count(
    many: Path, tmp_path: Path
) -> None:
    out = tmp_path / "results.jsonl"
    before = b'{"schema_version": 1, "problems": ["as it was"]}\n{"schema_version": 1, "as": "it was"}\n'
    out.write_bytes(before)
    result = to_file(many, out)
    assert out.read_bytes().startswith(before)
    assert len(results(out.read_text("utf-8"))) == len(SETS)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"coach: 1 of {len(SETS)} lines do not fit;")


@pytest.mark.parametrize(
    "text", ["hello\n", "hello", '{"danger": "none"}\n', '{"schema_version": 1}\nhello\n']
)
def test_a_file_that_holds_something_else_is_left_as_it_is(text: str, many: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.txt"
    out.write_text(text, "utf-8")
    result = to_file(many, out)
    assert result.exit_code == 2
    assert (
        result.stderr
        == f"coach: --out: {out} is there already and holds no results of mine; name another file\n"
    )
    assert out.read_text("utf-8") == text


def test_results_of_more_lines_than_there_are_belong_to_another_file(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "results.jsonl"
    to_file(many, out)
    whole = out.read_bytes()
    many.write_text("{}\n", "utf-8")
    result = to_file(many, out)
    assert result.exit_code == 2
    assert result.stderr == f"coach: --out: {out} has 5 results, but {many} only 1 lines; name another file\n"
    assert out.read_bytes() == whole


@pytest.mark.parametrize(("name", "fault"), [(".", "is no file; name one"), ("no/such", "cannot be written")])
def test_a_place_that_holds_no_results_is_told(name: str, fault: str, many: Path, tmp_path: Path) -> None:
    result = to_file(many, tmp_path / name)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"coach: --out: {tmp_path / name} {fault}")


# -- a stream -----------------------------------------------------------------------------------------------


@contextmanager
def streaming(*options: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "interview_coach", "assess", "--answers", "-", "--lines", "--json", "--brief", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as coach:  # fmt: skip
        yield coach


def asked(coach: subprocess.Popen[str], line: str) -> Any:
    assert coach.stdin
    assert coach.stdout
    coach.stdin.write(line + "\n")
    return json.loads(coach.stdout.readline())


def test_a_result_is_there_before_the_next_line_is() -> None:
    with streaming() as coach:
        assert asked(coach, SETS[2])["verdict"] == "walk-out"
        assert asked(coach, FAULTY)["problems"][0]["line"] == 2
        assert asked(coach, SETS[0])["verdict"] == "politely-exit"
        assert coach.communicate() == ("", TOLD)
    assert coach.returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals here")
def test_breaking_off_says_how_to_go_on() -> None:
    with streaming() as coach:
        asked(coach, SETS[2])
        asked(coach, SETS[0])
        coach.send_signal(signal.SIGINT)
        assert coach.stderr
        assert coach.stderr.read() == "coach: stopped in line 2; with --out FILE it could go on from there\n"
    assert coach.returncode == 130


def test_nothing_is_kept_of_a_line(tmp_path: Path) -> None:
    engine = Engine(load_book())
    kept: list[int] = []
    for count in (5, 100, 1000):
        file = tmp_path / f"{count}.jsonl"
        file.write_text("\n".join(SETS[n % len(SETS)] for n in range(count)), "utf-8")
        lines = LineByLine(engine, str(file), out=f"{file}.out", is_brief=True)
        tracemalloc.start()
        lines.decide(shows_progress=False)
        gc.collect()
        kept.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
    first, few, many = kept
    assert max(few, many) <= max(first, 2000)
