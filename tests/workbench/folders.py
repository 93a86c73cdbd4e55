"""Small rule folders to work on."""

from __future__ import annotations

from pathlib import Path

LOOSE_FLAG = """\
topic: access
flags:
  no-parking:
    option: No place to park near the door
    finding: There is no place to park near the door.
    why: Some people can't walk far. Ask first.
    severity: concern
    raise: required
    fixed_when: They keep a place for you.
    leave_when: they can't keep a place
    sources: [acas]
lines:
  no-parking-raise:
    purpose: raise
    tone: neutral
    fits: [no-parking]
    say: I can't walk far today. Could you keep a place near the door?
sources:
  acas:
    publisher: Acas
    title: Reasonable adjustments at work
    year: n.d.
    url: https://www.acas.org.uk/reasonable-adjustments
    strength: official
"""


def folder_of(path: Path, **files: str) -> Path:
    """A folder of candidate rules; `access_cases="…"` becomes access.cases.yaml."""
    path.mkdir()
    files.setdefault("pack", "pack: candidate\n")
    for name, text in files.items():
        (path / f"{name.replace('_', '.')}.yaml").write_text(text, encoding="utf-8")
    return path
