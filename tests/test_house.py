"""Rules of the house, checked by machine."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from person import invoke

import interview_coach
from interview_coach.problems import ExitStatus

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "interview_coach"
MODULES = sorted(PACKAGE.rglob("*.py"))
README = ROOT / "README.md"

TEXTS = {module: module.read_text("utf-8") for module in MODULES}
TREES = {module: ast.parse(text) for module, text in TEXTS.items()}


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def storey(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0]


def calls(tree: ast.Module) -> Iterator[str]:
    """The names of the functions and methods that a module calls."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield f".{node.func.attr}"


def test_imports_keep_to_the_contracts() -> None:
    command = Path(sysconfig.get_path("scripts")) / "lint-imports"
    result = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


NOWHERE = {"eval", "exec", "compile", "__import__", "breakpoint", "pprint"}
FILES = {"cli", "storage", "page"}
ONLY_IN = {
    "print": {"cli"},
    "input": {"cli"},
    "open": FILES,
    ".open": FILES,
    ".read_text": FILES,
    ".read_bytes": FILES,
    ".write_text": FILES,
    ".write_bytes": FILES,
}
"""What may be called only in some storeys."""


def test_a_module_prints_opens_and_evaluates_only_where_it_may() -> None:
    wrong = {
        f"{name_of(module)}: {call}"
        for module, tree in TREES.items()
        for call in calls(tree)
        if call in NOWHERE or storey(module) not in ONLY_IN.get(call, {storey(module)})
    }
    assert wrong == set()


def test_a_module_is_short_enough_to_read() -> None:
    every = [*MODULES, *(ROOT / "benchmarks").rglob("*.py")]
    assert [module for module in every if len(module.read_text("utf-8").splitlines()) > 300] == []


def test_a_module_says_what_it_is_for() -> None:
    assert [name_of(module) for module, tree in TREES.items() if not ast.get_docstring(tree)] == []


def twice(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def test_a_name_means_one_module() -> None:
    assert twice(module.name for module in MODULES) <= {"__init__.py"}


def test_a_name_means_one_class() -> None:
    nodes = (node for tree in TREES.values() for node in ast.walk(tree))
    assert twice(node.name for node in nodes if isinstance(node, ast.ClassDef)) == set()


SLOW_TO_IMPORT = {
    "prompt_toolkit",
    "questionary",
    "pydantic",
    "pydantic_core",
    "yaml",
    "rich",
    "rapidfuzz",
    "wcwidth",
}
MAY_IMPORT_LATE = {
    "__init__.py",
    "__main__.py",
    "cli/app.py",
    "cli/assess.py",
    "storage/books.py",
    "storage/programs.py",
    "storage/journal/__init__.py",
    "terminal/plain.py",
    "terminal/running.py",
}
"""Modules that put off an import for another reason than a slow library: a line is wanted at once."""


def imported(node: ast.AST) -> list[str]:
    """What one import may name: modules, and what is taken from them."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def slow_modules(trees: dict[str, ast.Module]) -> set[str]:
    """The modules of the package that import a slow library, themselves or through others."""
    imports = {name: {t for node in tree.body for t in imported(node)} for name, tree in trees.items()}
    slow = {name for name, targets in imports.items() if {t.split(".")[0] for t in targets} & SLOW_TO_IMPORT}
    while more := {name for name, targets in imports.items() if targets & slow} - slow:
        slow |= more
    return slow


def test_an_import_stands_at_the_top_unless_it_is_slow() -> None:
    dotted = {
        module: ".".join((PACKAGE.name, *module.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
            ".__init__"
        )
        for module in MODULES
    }
    slow = slow_modules({dotted[module]: tree for module, tree in TREES.items()})
    late = {
        f"{name_of(module)}: {imported(node)[0]}"
        for module, tree in TREES.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and not slow & set(imported(node))
        and imported(node)[0].split(".")[0] not in SLOW_TO_IMPORT
        and name_of(module) not in MAY_IMPORT_LATE
    }
    assert late == set()


def libraries(tree: ast.Module) -> set[str]:
    """What a module imports, by its first name, anywhere."""
    return {name.split(".")[0] for node in ast.walk(tree) for name in imported(node)[:1]}


def test_nothing_reaches_for_the_network() -> None:
    forbidden = {"socket", "http", "urllib", "requests", "httpx", "ssl", "ftplib", "smtplib"}
    assert {name_of(module) for module, tree in TREES.items() if libraries(tree) & forbidden} == set()


def test_deciding_knows_no_clock_no_chance_and_no_environment() -> None:
    forbidden = {"time", "datetime", "random", "os", "sys", "pathlib"}
    deciding = {module: tree for module, tree in TREES.items() if storey(module) in ("engine", "session")}
    assert {name_of(module) for module, tree in deciding.items() if libraries(tree) & forbidden} == set()


# -- the README -------------------------------------------------------------------------------------------


def commands_of_the_readme() -> list[str]:
    """Every `coach …` in the README, in a block of shell or between backticks, without its comment."""
    text = README.read_text("utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    rest = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    pieces = [piece for block in blocks for piece in re.split(r"\n|&&", block)]
    pieces += re.findall(r"`([^`\n]+)`", rest)
    words = [re.sub(r"^(\$ )?(\S*/bin/)?", "", piece.strip()) for piece in pieces]
    return [piece for piece in words if piece.split()[:1] == ["coach"]]


def test_the_readme_shows_the_commands() -> None:
    shown = {" ".join(line.split()[1:2]) for line in commands_of_the_readme()}
    assert {"assess", "script"} <= shown


def test_every_command_and_option_in_the_readme_exists() -> None:
    wrong = []
    for line in commands_of_the_readme():
        words = shlex.split(re.split(r"\s{2,}|\s#|[|<>;]", line)[0])[1:]
        path: list[str] = []
        for word in words[: 2 if words[:1] == ["rules"] else 1]:
            if not word.startswith("-"):
                path.append(word)
        page = invoke(*path, "--help")
        if page.exit_code != 0:
            wrong.append(line)
            continue
        for option in (word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)):
            if not re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", page.stdout):
                wrong.append(f"{line}: {option}")
    assert wrong == []


@pytest.mark.parametrize("status", list(ExitStatus), ids=lambda status: status.name)
def test_the_readme_tells_every_exit_status(status: ExitStatus) -> None:
    rows = [line for line in README.read_text("utf-8").splitlines() if line.lstrip().startswith("|")]
    told = [row for row in rows if re.search(rf"\|\s*`?{status.value}`?\s*\|", row)]
    assert told, f"no row of a table in the README tells what exit status {status.value} means"


def test_the_readme_says_that_no_professional_has_reviewed_the_rules_yet() -> None:
    assert "nobody yet" in README.read_text("utf-8")


def test_python_is_as_new_as_the_project_says() -> None:
    assert sys.version_info >= (3, 11)


# -- where things live ------------------------------------------------------------------------------------


def test_every_place_that_contributing_names_is_there() -> None:
    named = re.findall(r"`([\w/*.]+(?:/|\.py|\.yaml|\.toml))`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    rooms = [ROOT, PACKAGE, *(path for path in PACKAGE.iterdir() if path.is_dir()), ROOT / "rules/candidate"]
    assert [place for place in named if not any(list(room.glob(place)) for room in rooms)] == []


# -- the library ------------------------------------------------------------------------------------------


def test_every_public_name_is_where_the_package_says() -> None:
    for name in interview_coach.__all__:
        assert getattr(interview_coach, name).__name__ == name or name == "Answers"


def test_the_library_example_of_the_readme_runs() -> None:
    example = re.search(r"^```python\n(.*?)^```", README.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert example
    done = subprocess.run(
        [sys.executable, "-c", example.group(1)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
