"""`coach rules new`, `try` and `schema`: a folder to begin with, a try of one's own, and help for the editor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from interview_coach.book.pack import Book
from interview_coach.cli import assess
from interview_coach.cli.options import OneRole, Plain, argument, of_roles, of_topics, option
from interview_coach.cli.rules.check import books_of, checked_cases
from interview_coach.cli.streams import say, say_json, terminal_of
from interview_coach.engine.engine import Engine
from interview_coach.problems import BadInput, Problems, reason_of
from interview_coach.render.layout import DEFAULT_ROLE
from interview_coach.rulebook.checks import RESERVED
from interview_coach.rulebook.pack_checks import OPTIONS_ON_A_SCREEN, TOPICS_ON_A_SCREEN
from interview_coach.rulebook.reader import GUIDES, pack_of, read_documents
from interview_coach.rulebook.schema import ANY_FILE, editor_settings, schemas
from interview_coach.rulebook.values import ID_PATTERN
from interview_coach.storage.books import load_layers, read_layers
from interview_coach.storage.rule_folders import read_layer

STARTER = Path(__file__).parent / "starter"
"""A pack, a topic and its cases, written out; `my-role`, `my-topic` and `my-flag` stand for the names."""

Folder = Annotated[Path, argument("The folder of your rules.", "DIR")]
SETTINGS = Path(".vscode") / "settings.json"
OfRules = Annotated[
    str, option("--for", "The folder whose rule files the editor is to check, from here.", "FOLDER")
]


def new(
    folder: Annotated[Path, argument("The folder to write into.", "DIR", shows_default=True)] = Path(
        "my-rules"
    ),
    role: Annotated[
        str, option("--role", "Whom the rules are for.", "ROLE", of_roles, show_default=False)
    ] = "",
    topic: Annotated[
        str, option("--topic", "The topic to add to, instead of a new one.", "TOPIC", of_topics)
    ] = "",
) -> None:
    """Write a red flag with lines and cases, to change.

    It is whole and explained, and passes check and test as it is. Nothing is overwritten.
    """
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file; name a folder")
    if folder.is_dir() and not (folder / "pack.yaml").is_file():
        packs = sorted(path.name for path in folder.iterdir() if (path / "pack.yaml").is_file())
        if packs:
            one = folder / packs[0]
            raise BadInput(f"{folder} holds several packs; name one of them, such as {one}")
    pack, book = _pack_of(folder, role)
    chosen = _topic(book, folder, topic)
    texts = _starter(book, chosen)
    if there := [name for name in texts if name != "pack.yaml" and (folder / name).exists()]:
        shown = "\n".join(f"# for {folder / name}\n{texts[name]}" for name in texts if name != "pack.yaml")
        raise BadInput(
            f"{folder / there[0]} is there already, and nothing was changed. Put this in yourself:\n{shown}"
        )
    if pack:
        del texts["pack.yaml"]
    _write_all(folder, texts)
    if chosen in book.topic_by_id and not topic:
        say(
            f"{book.info.id} has no room for one more topic, so it went into {chosen!r}; --topic takes another."
        )
    say("Change the texts to your own. Then:")
    say(f"  coach rules check --rules {folder}")
    say(f"  coach rules test --rules {folder} --role {book.info.id}")
    say(f"  coach rules try {folder}")


def _pack_of(folder: Path, role: str) -> tuple[str, Book]:
    """The pack that the folder is of ("" if it is of none yet), and the book that it adds to."""
    own = read_layer(folder) if (folder / "pack.yaml").is_file() else {}
    layers = [layer for layer in read_layers() if not own.keys() & layer.keys()]
    loaded = load_layers([*layers, own] if own else layers)
    books_of(loaded, role)
    pack = next((name for name in loaded.books if _is_touched(own, name)), "")
    if role and pack not in ("", role):
        raise BadInput(f"--role: {folder} is a folder of {pack} rules; name another folder")
    return pack, loaded.books[pack or role or DEFAULT_ROLE]


def _topic(book: Book, folder: Path, wanted: str) -> str:
    """The topic to write: the one that was asked for or else a new one, if there is room for it.

    Where the screen of topics is full, one that is there and has room is taken instead of a new one.
    """
    room = [
        topic.id
        for topic in book.ordinary_topics
        if book.flags_by_topic[topic.id] and len(topic.options) < OPTIONS_ON_A_SCREEN
    ]
    has_room = len(book.ordinary_topics) < TOPICS_ON_A_SCREEN
    is_name = re.fullmatch(ID_PATTERN, wanted) and wanted not in {*_taken(book), *GUIDES, "pack", "lines"}
    if wanted in room or (is_name and has_room):
        return wanted
    if wanted:
        known = ", ".join(room) or "no topic"
        why = "has no room for an example" if wanted in book.topic_by_id else "can't be a new topic"
        raise BadInput(f"--topic: {wanted!r} {why}; there is room in {known}")
    free = [id_ for id_ in room if not (folder / f"{id_}.yaml").exists()]
    if has_room:
        names = (name for name in _numbered("my-topic") if name not in _taken(book))
        return next(name for name in names if not (folder / f"{name}.yaml").exists())
    if free:
        return free[0]
    raise BadInput(
        f"{book.info.id} has no room for a new topic, and {folder} has a file for every topic with room; "
        f"add --topic {room[0] if room else 'ID'} to see what to put into it"
    )


def _taken(book: Book) -> set[str]:
    """Every id that a new topic, flag, line or source must not take."""
    ids = {*RESERVED, *book.topic_by_id, *book.flag_by_id, *book.option_by_id}
    ids.update(line.id for line in book.lines)
    ids.update(reassurance.id for topic in book.topics for reassurance in topic.reassurances)
    return ids


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{number}" for number in count(2))


def _starter(book: Book, topic: str) -> dict[str, str]:
    """The texts to begin with, by the names of their files."""
    flag = next(name for name in _numbered("my-flag") if name not in _taken(book))
    names = {"my-role": book.info.id, "my-topic": topic, "my-flag": flag}
    texts = {name: (STARTER / f"{name}.yaml").read_text("utf-8") for name in ("pack", "topic", "cases")}
    if topic in book.topic_by_id:
        texts["topic"] = re.sub(r"(?m)^(title|why): .*\n", "", texts["topic"])
    for stands_for, name in names.items():
        texts = {key: text.replace(stands_for, name) for key, text in texts.items()}
    return {
        "pack.yaml": texts["pack"],
        f"{topic}.yaml": texts["topic"],
        f"{topic}.cases.yaml": texts["cases"],
    }


def _write_all(folder: Path, texts: dict[str, str]) -> None:
    """Write all files, or none. Raises BadInput."""
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            file = folder / name
            with file.open("x", encoding="utf-8", newline="\n") as stream:
                written.append(file)
                stream.write(text)
    except OSError as error:
        for file in written:
            with suppress(OSError):
                file.unlink()
        reason = "it is there already" if isinstance(error, FileExistsError) else error.strerror or str(error)
        raise BadInput(f"{error.filename} was not written ({reason}); nothing was") from error
    for file in written:
        say(f"written: {file}")


def try_(context: typer.Context, folder: Folder, role: OneRole = "", plain: Plain = False) -> None:
    """Assess with rules of your own, keeping nothing.

    The folder is checked and laid over the built-in rules first.
    """
    if not folder.is_dir():
        raise BadInput(f"there is no folder {folder}; name a folder that holds a pack.yaml or packs")
    loaded = load_layers(read_layers([folder]))
    own = [name for name, book in loaded.books.items() if _is_touched(read_layer(folder), name)]
    for name in own:
        checked_cases(Engine(loaded.books[name]), loaded)
    books_of(loaded, role)
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
    wanted = assess.AssessOptions(role=chosen, rules=[folder], plain=plain)
    assess.run(terminal_of(context), wanted, is_trial=True)


def schema(
    folder: Annotated[Path | None, argument("Write the schemas into this folder.", "DIR")] = None,
    vscode: Annotated[
        bool, option("--vscode", "Write .vscode/settings.json here, if there is none.")
    ] = False,
    rules: OfRules = "rules",
) -> None:
    """Write the JSON Schema of rule files, for editors.

    An editor that knows it completes rule files and checks them while you type.

    coach rules schema                    print all schemas
    coach rules schema schema             write them into the folder schema, print the editor setting
    coach rules schema schema --vscode    write the editor setting too
    """
    found = schemas()
    if folder is None:
        if vscode:
            raise BadInput("--vscode: name a folder for the schemas too: coach rules schema schema --vscode")
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
        raise BadInput(f"{file} cannot be written ({reason_of(error)})") from error
    say(f"written: {file}")


def _is_touched(texts: dict[str, dict[str, str]], pack: str) -> bool:
    """Whether a layer holds files of the pack."""
    return any(pack_of(read_documents(name, files, Problems())) == pack for name, files in texts.items())
