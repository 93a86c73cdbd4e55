"""Every snippet of rules/README.md, run from top to bottom as a reader would."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest
from person import CTRL_C, Person, invoke
from typer.testing import Result

from interview_coach.book.pack import Book
from interview_coach.storage.books import load_book

README = Path(__file__).parents[2] / "rules" / "README.md"


@dataclass(frozen=True)
class Snippet:
    language: str
    text: str


def snippets() -> list[Snippet]:
    """The fenced blocks of the page, in order."""
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", README.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [Snippet(*block) for block in blocks]


def test_the_page_can_be_followed_from_top_to_bottom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    last = ""
    for snippet in snippets():
        match snippet.language:
            case "yaml":
                write(snippet.text)
            case "sh":
                last = "".join(run(line) for line in snippet.text.splitlines())
            case "text":
                for line in snippet.text.splitlines():
                    assert line in last
            case "json":
                assert json.loads(snippet.text) == json.loads(
                    Path(".vscode/settings.json").read_text("utf-8")
                )
            case other:
                pytest.fail(f"nobody tests a snippet of kind {other!r}")
    assert {path.name for path in Path("my-rules").iterdir()} == {
        "pack.yaml",
        "recording.yaml",
        "recording.cases.yaml",
        "terms.yaml",
        "terms.cases.yaml",
        "fit.yaml",
        "fit.cases.yaml",
        "lines.yaml",
        "followup.yaml",
        "prep.yaml",
        "countries.yaml",
    }


def write(text: str) -> None:
    """Write a file that begins with its name."""
    name = re.match(r"# file: (\S+)\n", text)
    assert name, f"a file on the page must begin with its name:\n{text}"
    file = Path(name[1])
    assert not file.exists(), f"{file} is on the page twice"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def run(line: str) -> str:
    """Run one command; a comment behind it says that it asks, or which status it ends with."""
    command, _, comment = (part.strip() for part in line.partition("#"))
    program, *arguments = shlex.split(command)
    assert program == "coach"
    if comment == "asks":
        return asked(*arguments)
    result = invoke(*arguments)
    wanted = int(comment.removeprefix("exit ")) if comment else 0
    assert result.exit_code == wanted, f"{line}\n{result.output}"
    return result.output


def asked(*arguments: str) -> str:
    freelancer = load_book("freelancer")
    with Person(*arguments, columns=80, role="freelancer") as person:
        person.sees(freelancer.wording.danger_title)
        person.presses("0")
        person.sees(freelancer.wording.topics_title)
        person.presses("+")
        screen = person.sees("Recorded, or a bot listens")
        person.presses(CTRL_C)
        assert person.ends().exit_code == 130
    return screen


def test_the_page_names_every_command_of_the_workbench() -> None:
    listed = re.findall(r"^  (\w+)  ", help_of().stdout.split("Commands:")[1], re.MULTILINE)
    assert listed, "the help lists no commands"
    page = README.read_text("utf-8")
    missing = [name for name in listed if f"coach rules {name}" not in page]
    assert missing == []


def help_of() -> Result:
    return invoke("rules", "--help")


@pytest.mark.parametrize("word", ["note", "concern", "serious", "dealbreaker", "required", "if-safe"])
def test_the_page_explains_the_words_that_an_author_must_choose_from(word: str) -> None:
    assert f"`{word}`" in README.read_text("utf-8")


def test_the_worked_example_is_not_in_the_built_in_pack_already() -> None:
    book: Book = load_book("freelancer")
    assert "recording" not in book.topic_by_id
