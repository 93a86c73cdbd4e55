"""The file that `coach page` writes: whole, small, private, and never written over anything else."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import stat
from pathlib import Path

import pytest
from person import invoke

from interview_coach.page.page_file import build_page
from interview_coach.problems import BadInput
from interview_coach.storage.books import roles
from page.phone import PAGE

KB = 1000


def test_the_page_in_docs_is_what_the_command_writes() -> None:
    assert PAGE.read_text("ascii") == build_page(roles()), "write it anew: coach page --out docs/coach.html"


def test_the_candidates_page_is_small() -> None:
    page = build_page(["candidate"]).encode()
    assert len(page) <= 400 * KB
    assert len(gzip.compress(page)) <= 120 * KB


def test_only_its_own_script_and_style_may_run_and_nothing_may_be_fetched() -> None:
    page = PAGE.read_text("ascii")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    allowed = dict(part.strip().split(" ", 1) for part in policy[1].split(";"))
    assert allowed == {
        "default-src": "'none'",
        "script-src": f"'{named(re.findall('<script>(.*?)</script>', page, re.DOTALL))}'",
        "style-src": f"'{named(re.findall('<style>(.*?)</style>', page, re.DOTALL))}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert re.findall(r"<(script|style|link|img|iframe|object|embed|form|base)\b", page) == [
        "link",
        "style",
        "script",
        "script",
    ]
    assert re.findall(r'<link rel="icon" href="(data:)', page)
    assert not re.findall(r' (?:style|on\w+)="', page)


def named(texts: list[str]) -> str:
    """The name by which a policy allows the one text there is."""
    (text,) = texts
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def test_the_command_writes_a_file_for_its_owner_and_says_how_it_gets_onto_a_phone(tmp_path: Path) -> None:
    out = tmp_path / "list.html"
    told = invoke("page", "--role", "vendor", "--out", str(out))
    assert told.exit_code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert out.read_text("ascii") == build_page(["vendor"])
    for words in ("send it to yourself", "home screen", "Hide", "without a network"):
        assert words in told.stdout.replace("\n", " ")
    assert invoke("page", "--role", "vendor", "--out", str(out)).exit_code == 0


def test_no_other_file_is_written_over(tmp_path: Path) -> None:
    out = tmp_path / "thesis.html"
    out.write_text("<h1>Mine</h1>", "utf-8")
    told = invoke("page", "--role", "vendor", "--out", str(out))
    assert told.exit_code == 2
    assert f"--out: {out} is there already and is no page of mine; name another file" in told.stderr
    assert out.read_text("utf-8") == "<h1>Mine</h1>"


def test_a_role_that_is_not_there_is_refused() -> None:
    told = invoke("page", "--role", "candidat", "--out", "-")
    assert told.exit_code == 2
    assert "did you mean 'candidate'?" in told.stderr


PLAN = """
floor: 45000 EUR a year
deal-breakers: [pay-below-posted]
"""


def test_a_plan_is_put_in_only_when_asked_for_and_after_saying_so(tmp_path: Path) -> None:
    kept = invoke("prep", "--answers", "-", "--keep", "--interview", "Trial", stdin=PLAN)
    assert kept.exit_code == 0, kept.stderr
    assert "45000" not in invoke("page", "--role", "candidate", "--out", "-").stdout
    told = invoke("page", "--role", "candidate", "--with-plan", "Trial", "--out", str(tmp_path / "own.html"))
    assert told.exit_code == 0, told.stderr
    assert "'Trial', for anyone who opens it" in told.stderr
    assert "Your floor: 45000 EUR a year" in told.stderr
    assert "Your deal-breakers: Less than the advert or promise" in told.stderr
    assert "45000 EUR" in (tmp_path / "own.html").read_text("ascii")


def test_an_interview_without_a_plan_is_refused_with_the_cure() -> None:
    told = invoke("page", "--with-plan", "Nowhere", "--out", "-")
    assert told.exit_code == 2
    assert (
        "nothing is settled for 'Nowhere' yet; `coach prep --keep --interview 'Nowhere'` does that"
        in told.stderr
    )


def test_a_page_of_no_such_rules_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        build_page(["candidate"], [tmp_path / "nothing"])
