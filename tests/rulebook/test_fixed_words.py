"""That code and rules have the same words: none that nobody reads, and none that is not there."""

from __future__ import annotations

import re
from pathlib import Path

import interview_coach
from interview_coach.rulebook.loader import Loaded

SOURCES = "\n".join(
    file.read_text("utf-8")
    for file in sorted(Path(interview_coach.__file__).parent.rglob("*"))
    if file.suffix in (".py", ".js", ".html")
)
GROUPS = ("told", "keys", "answering", "page")
"""Groups whose names stand in the code; those of the others are made from ids."""


def test_every_word_is_read_somewhere(packs: Loaded) -> None:
    wording = packs.books["candidate"].wording
    written = {name for text in re.findall(r'"([^"\n]*)"', SOURCES) for name in text.split()}
    written |= {name.replace("_", "-") for name in re.findall(r"\$([a-z_]+)", SOURCES)}
    assert {name for group in GROUPS for name in getattr(wording, group)} - written == set()


def test_every_word_that_is_read_is_there(packs: Loaded) -> None:
    wording = packs.books["candidate"].wording
    known = {name for group in GROUPS for name in getattr(wording, group)}
    asked = re.findall(r"\b(?:says|does)\((.*)|\b(?:told|words|page|keys)\[([^\]]*)\]", SOURCES)
    names = {
        name
        for each in asked
        for name in re.findall(r'^"([\w?/-]+)"', each[0]) + re.findall(r'"([\w?/-]+)"', each[1])
    }
    commands = {name for text in re.findall(r'\.commands\("([^"]*)"', SOURCES) for name in text.split()}
    assert (names | commands) - known == set()
    assert len(names) > 50
