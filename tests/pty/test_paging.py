"""What is too long for the terminal is read in the person's pager."""

from __future__ import annotations

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

from shells import shell

pytestmark = pytest.mark.pty

MARK = "sed s/^/READ:/"
"""A pager that shows that it was used."""


@pytest.mark.parametrize(
    ("command", "is_paged"),
    [
        ("coach rules list --role vendor", True),
        ("coach rules show pay-evasive", True),
        ("coach rules graph --role vendor | cat", False),
        ("ACCESSIBLE=1 coach rules graph --role vendor", False),
        ("TERM=dumb coach rules graph --role vendor", False),
        ("PAGER= coach rules graph --role vendor", False),
        ("PAGER=no-such-program coach rules graph --role vendor", False),
        ("PAGER=false coach rules graph --role vendor", False),
        ("coach history", False),
    ],
)
def test_only_what_is_too_long_is_paged_and_only_on_a_terminal(command: str, is_paged: bool) -> None:
    with shell(command, PAGER=MARK) as person:
        assert person.ends() == 0
    assert ("READ:" in person.shown) is is_paged
    assert len(person.shown) > 100


def test_less_gets_colours_and_leaves_on_q(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LESS", "PAGER"):
        monkeypatch.delenv(name, raising=False)
    with shell("command -v less || exit 0; coach rules show pay-evasive; echo status $?") as person:
        person.sees("less")
        person.sees("pay-evasive")
        person.presses_until("q", "status 0")
        assert person.ends() == 0
    assert "ESC[" not in person.shown


def test_an_unknown_id_is_told_as_ever() -> None:
    with shell("coach rules show pay-evasiv", PAGER=MARK) as person:
        person.sees("did you mean")
        assert person.ends() == 2
