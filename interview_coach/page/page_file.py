"""Puts the page together: one HTML file that holds its script, its style, and everything it says as data."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from interview_coach.book.vocabulary import Purpose
from interview_coach.engine.lines import lines_for
from interview_coach.page.page_data import Carried, page_data
from interview_coach.render.layout import visible
from interview_coach.storage.books import load_book

MARK = '<meta name="generator" content="coach page">'
"""Stands near the top of every page, so that an old page can be told from any other file."""

SCRIPTS = ("brain.js", "counsel.js", "asking.js", "shell.js", "face.js")


def build_page(roles: Sequence[str], rules: Sequence[Path] = (), carried: Carried | None = None) -> str:
    """The whole file for these roles, the first one at once, in ASCII alone so that no encoding can change it.

    Raises BadRules, and BadInput for an unknown role.
    """
    script = re.sub(r",?\n(?=[}\])])|(?<=[{;,(\[])\n+", "", "\n".join(_part(name) for name in SCRIPTS))
    style = re.sub(r"\s*([{};,])\s*|(?<=:)\s", r"\1", _part("page.css"))
    book = load_book(roles[0], rules)
    texts = {name.replace("-", "_"): html.escape(visible(text)) for name, text in book.wording.page.items()}
    page = Template(_part("page.html")).substitute(
        texts,
        mark=MARK,
        script_hash=_hash(script),
        style_hash=_hash(style),
        style=style,
        line=html.escape(visible(lines_for(book, Purpose.EXIT)[0].text)),
        data=_as_script(page_data(roles, rules, carried)),
        script=script,
    )
    return page.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _part(name: str) -> str:
    """A part of the page without what only its authors read: comments, types and indentation."""
    text = files(__package__).joinpath(name).read_text("ascii")
    return re.sub(r"/\*\*[^*]*(?:\*(?!/)[^*]*)*\*/ ?|^\s*//.*\n|^\s+", "", text, flags=re.MULTILINE)


def _hash(text: str) -> str:
    """The name by which the page's policy allows exactly this script or style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _as_script(data: Mapping[str, Any]) -> str:
    """Data as JSON that can stand inside a script element: nothing in it can end or begin one."""
    text = json.dumps(data, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
