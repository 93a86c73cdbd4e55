"""Layers of rules that tests put over the built-in packs."""

from __future__ import annotations

from pathlib import Path

HOSTILE = r"""
topic: fit
flags:
  odd-parking:
    option: "[bold]Odd[/bold] parking [/x]"
    finding: "The [red]car park[/red] is odd \e[31m\a\u202e→ 你."
    why: A car park that is odd is a small sign.
    severity: note
    raise: "no"
    sources: [of-mine]
lines:
  fit-exit-odd-parking:
    purpose: exit
    tone: neutral
    open: "Thank \e[31myou [red]all[/red]."
    statement: "I'll stop \ahere [/x]."
    close: Goodbye.
    if_they_push: "I'm leaving now \e[0m."
sources:
  of-mine: {publisher: "The [b]Press[/b] \e[1m", title: Parking, year: 2024, url: "https://example.org/x", strength: official}
"""


def layer(folder: Path, **topics: str) -> Path:
    """A layer over the candidate pack with these topic files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text("pack: candidate\n", "utf-8")
    for topic, text in topics.items():
        (folder / f"{topic}.yaml").write_text(text, "utf-8")
    return folder


def broken_layer(folder: Path) -> Path:
    """A layer that the loader refuses, for two reasons in two places."""
    return layer(
        folder, fit="topic: fit\nflags:\n  odd-parking:\n    optoin: Odd parking\n", pay="topic: [pay\n"
    )
