"""`coach rules schema`: the JSON Schema of rule files, and a setting that makes an editor use it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from interview_coach.cli.streams import reporting, say, say_json
from interview_coach.problems import BadInput

SETTINGS = Path(".vscode") / "settings.json"
OfRules = Annotated[
    str,
    typer.Option(
        "--for", help="The folder whose rule files the editor is to check, from here.", metavar="FOLDER"
    ),
]


def schema(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="Write the schemas into this folder.", show_default=False),
    ] = None,
    vscode: Annotated[
        bool, typer.Option("--vscode", help="Write .vscode/settings.json here, if there is none.")
    ] = False,
    rules: OfRules = "rules",
) -> None:
    """Write the JSON Schema of rule files, for editors.

    An editor that knows it completes rule files and checks them while you type.

    coach rules schema                    print all schemas
    coach rules schema schema             write them into the folder schema, print the editor setting
    coach rules schema schema --vscode    write the editor setting too
    """
    from interview_coach.rulebook.schema import ANY_FILE, editor_settings, schemas

    with reporting():
        found = schemas()
        if folder is None:
            if vscode:
                raise BadInput(
                    "--vscode: name a folder for the schemas too: coach rules schema schema --vscode"
                )
            say_json(found)
            return
        main = folder / f"{ANY_FILE}.schema.json"
        named = main.as_posix() if main.is_absolute() else f"./{main.as_posix()}"
        settings = json.dumps(editor_settings(named, rules), indent=2)
        if vscode and SETTINGS.exists():
            raise BadInput(f"{SETTINGS} is there already; put this into it yourself:\n{settings}")
        for kind, body in found.items():
            _write(folder / f"{kind}.schema.json", json.dumps(body, ensure_ascii=False, indent=2) + "\n")
        if vscode:
            _write(SETTINGS, settings + "\n")
        else:
            say(f"For VS Code with the YAML extension, put this into {SETTINGS.as_posix()}:")
            say(settings)


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{file} cannot be written ({(error.strerror or str(error)).lower()})") from error
    say(f"written: {file}")
