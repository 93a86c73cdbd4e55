"""`coach rules try`: run an assessment with rules that are being written, keeping nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview_coach.cli.options import Plain
from interview_coach.cli.rules.loading import OneRole, checked_cases
from interview_coach.cli.streams import reporting, say, terminal_of
from interview_coach.problems import BadInput, no_such

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of your rules.", show_default=False)]


def try_(context: typer.Context, folder: Folder, role: OneRole = "", plain: Plain = False) -> None:
    """Assess with rules of your own, keeping nothing.

    The folder is checked and laid over the built-in rules first.
    """
    from interview_coach.cli import assess
    from interview_coach.engine.engine import Engine
    from interview_coach.storage.books import load_layers, read_layers
    from interview_coach.storage.rule_folders import read_layer

    with reporting():
        if not folder.is_dir():
            raise BadInput(f"there is no folder {folder}; name a folder that holds a pack.yaml or packs")
        loaded = load_layers(read_layers([folder]))
        own = [name for name, book in loaded.books.items() if _is_touched(read_layer(folder), name)]
        for name in own:
            checked_cases(Engine(loaded.books[name]), loaded)
        if role and role not in loaded.books:
            raise BadInput(f"--role: {no_such('role', role, loaded.books)}")
        if not role and len(own) > 1:
            raise BadInput(f"{folder} holds several packs; add --role with one of: {', '.join(own)}")
        if not terminal_of(context).interactive:
            raise BadInput(
                "there is no terminal to ask on. Run the cases instead, or give answers in a file:\n"
                f"  coach rules test --rules {folder}\n"
                f"  coach assess --rules {folder} --answers answers.yaml"
            )
        chosen = role or own[0]
        say(f"{folder}: all in order. Trying it as {chosen}; nothing is kept.")
        assess.run(context, assess.Wanted(role=chosen, rules=(folder,), plain=plain, is_trial=True))


def _is_touched(texts: dict[str, dict[str, str]], pack: str) -> bool:
    """Whether a layer holds files of the pack."""
    from interview_coach.problems import Problems
    from interview_coach.rulebook.reader import read_pack_files

    read = (read_pack_files(name, files, Problems()) for name, files in texts.items())
    return any(each is not None and each.pack.shape.pack == pack for each in read)
