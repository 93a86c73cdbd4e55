"""What every test needs: a home of its own with a warm cache, the built-in packs, and golden files."""

from __future__ import annotations

import difflib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import person
import pytest
from hazards import TABLE, rows_in, unshown

from interview_coach.engine.engine import Engine
from interview_coach.rulebook.loader import Loaded
from interview_coach.storage.books import load_book, load_layers
from interview_coach.storage.rule_folders import built_in_rules, read_layer

# A shell's background job ignores Ctrl-C and Ctrl-\, and all that the tests start would too.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if sys.platform != "win32" and signal.getsignal(signal.SIGQUIT) is signal.SIG_IGN:
    signal.signal(signal.SIGQUIT, signal.SIG_DFL)

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
"""What tests are made of, and the programs that they start, is compiled once and not at each start."""

SETTINGS = (
    "COACH_RULES",
    "NO_COLOR",
    "ACCESSIBLE",
    "COACH_SINGLE_KEYS",
    "FORCE_COLOR",
    "TTY_COMPATIBLE",
    "TTY_INTERACTIVE",
)
"""Settings of the person who runs the tests that must not reach the program under test."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="Write the golden files anew.")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: what waits for a browser or a terminal leaves its core to the others."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that holds the checked built-in books, so that no test has to check them again."""
    home = tmp_path_factory.mktemp("warm")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COACH_HOME", str(home))
        patch.delenv("COACH_RULES", raising=False)
        load_book("candidate")
    return home / "cache"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, warm_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the coach keeps its files during one test."""
    folder = tmp_path / "home"
    (folder / "cache").mkdir(mode=0o700, parents=True)
    for book in warm_cache.iterdir():
        os.link(book, folder / "cache" / book.name)  # the coach replaces these, it never writes into them
    monkeypatch.setenv("COACH_HOME", str(folder))
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(autouse=True)
def _short_wait_for_what_is_known_not_to_come(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that is expected to fail need not wait long for it. Without its mark it waits as any other."""
    patience = person.PATIENCE
    if request.node.get_closest_marker("xfail"):
        person.PATIENCE = 1.0
    yield
    person.PATIENCE = patience


@pytest.fixture(scope="session")
def packs() -> Loaded:
    """The built-in packs with their cases."""
    return load_layers([read_layer(built_in_rules(), "rules")])


@pytest.fixture(scope="session")
def engines(packs: Loaded) -> dict[str, Engine]:
    """An engine for each of them. What it has looked ahead to once it remembers."""
    return {role: Engine(book) for role, book in packs.books.items()}


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with `tests/golden/NAME`; `--update-golden` writes it anew."""
    folder = Path(__file__).parent / "golden"

    def compare(name: str, text: str) -> None:
        file = folder / name
        if request.config.getoption("--update-golden"):
            file.write_text(text, encoding="utf-8")
            return
        assert file.is_file(), f"{file} is missing; run pytest --update-golden and read what it wrote"
        wanted = file.read_text(encoding="utf-8")
        if text != wanted:
            changes = difflib.unified_diff(
                wanted.splitlines(), text.splitlines(), "golden", "now", lineterm=""
            )
            pytest.fail(f"{name} has changed:\n" + "\n".join(changes))

    return compare


class _Hazards:
    """Lets a run fail in which no test of a row of `docs/hazards.md` has passed. CI asks for it, for a whole run."""

    def __init__(self) -> None:
        self.passed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self.passed.add(report.nodeid.partition("[")[0])

    def unshown(self) -> list[str]:
        return unshown(rows_in(TABLE.read_text("utf-8")), self.passed)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.unshown():
            session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for hazard in self.unshown():
            terminalreporter.write_line(f"no test has passed of this hazard: {hazard}", red=True)


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("COACH_EVERY_HAZARD") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Hazards())
