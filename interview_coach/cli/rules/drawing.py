"""`coach rules graph`: a pack as a picture."""

from __future__ import annotations

from interview_coach.cli.options import Role, Rules
from interview_coach.cli.streams import reporting, say


def graph(role: Role = "candidate", rules: Rules = None) -> None:
    """Draw screens, flags and rows (Mermaid).

    Paste it into a Markdown file on GitHub, in a block that begins with ```mermaid.
    """
    from interview_coach.render.graph import mermaid
    from interview_coach.storage.books import load_book

    with reporting():
        for line in mermaid(load_book(role, rules or ())):
            say(line)
