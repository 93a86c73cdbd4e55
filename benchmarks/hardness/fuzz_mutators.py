"""Changes to what the fuzzer feeds: nodes of YAML and JSON, rows and the schema of a journal, and bytes.

An input is a first line that says what it is, and the rest. Only the rest is changed.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from copy import deepcopy
from typing import Any

import yaml

Bytes = Callable[[bytes, int], bytes]
"""What changes bytes as such: the data, and how long it may become."""

Change = Callable[[bytes, random.Random], bytes]
"""What changes data as what it is. Raises an exception for data that is something else."""

FILE_MARK = b"%% "
"""How the line begins that names a file of an input that holds several."""

ODD = [
    "", "~", "null", "true", "no", "0", "-1", "999999999", "1e999", "0x10", "1_000", "12:30:00", "2026-02-30", "none",
    "not-sure", "danger", "topics", "<<", "=", "*a", "&a b", "!!python/object:os.system", "a: b", "a #b", "[", "{", "%",
    "\x00", "\x1b[2J", "\x07", "\x7f", "\x85", "\u2028", "\u202e", "\ufeff", "\ud7ff", "\U0001f468\u200d\U0001f469", "é" * 40,
    "{}", "{0}", "{floor}", "{a.b}", "[their name]", "[bold]x[/y]", "<script>", "javascript:alert(1)", "https://",
    "x" * 300, "word " * 200, "-" * 100, "1" * 5000, "a-" * 40, "e" * 90_000,
]  # fmt: skip
"""Texts that programs stumble over."""


def mutate(data: bytes, most: int, seed: float, change: Change, change_bytes: Bytes) -> bytes:
    """One input made from another: as what it is, or where it is nothing any more, as bytes."""
    chance = random.Random(seed)
    head, _, body = data.partition(b"\n")
    room = max(most - len(head) - 1, 1)
    if chance.random() < 0.65:
        with suppress(Exception):
            for _ in range(chance.choice((1, 1, 1, 2, 4))):
                body = change(body, chance)
            return head + b"\n" + body[:room]
    return head + b"\n" + change_bytes(body, room)[:room]


def some_bytes(data: bytes, most: int, chance: random.Random) -> bytes:
    """Bytes changed at random, for where the fuzzer's own way is not to be had."""
    changed = bytearray(data or b"\n")
    for _ in range(chance.choice((1, 2, 8))):
        at = chance.randrange(len(changed))
        match chance.randrange(3):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randrange(1, 20)]
            case _:
                changed[at:at] = changed[: chance.randrange(64)]
        changed = changed or bytearray(b"\n")
    return bytes(changed[:most])


# -- YAML and JSON ----------------------------------------------------------------------------------------


def yaml_files(words: list[str]) -> Change:
    """What changes one of several files of YAML, each under a line that names it, or which they are."""

    def change(body: bytes, chance: random.Random) -> bytes:
        files = list(files_of(body))
        at = chance.randrange(len(files))
        name, text = files[at]
        match chance.randrange(12):
            case 0:
                files[at] = (
                    chance.choice([*(f for f, _ in files), "pack.yaml", "x.cases.yaml", "policy.yaml"]),
                    text,
                )
            case 1 if len(files) > 1:
                del files[at]
            case _:
                files[at] = (name, changed_yaml(text, words, chance))
        return joined(files)

    return change


def one_yaml(words: list[str]) -> Change:
    """What changes one text of YAML or JSON."""
    return lambda body, chance: changed_yaml(body.decode(), words, chance).encode()


def files_of(body: bytes) -> Iterator[tuple[str, str]]:
    """The files of an input that holds several."""
    for part in (b"\n" + body).split(b"\n" + FILE_MARK)[1:]:
        name, _, text = part.partition(b"\n")
        yield name.decode("utf-8", "replace"), text.decode("utf-8", "replace")


def joined(files: Iterable[tuple[str, str]]) -> bytes:
    """The inverse of `files_of`."""
    return b"\n".join(FILE_MARK + f"{name}\n{text}".encode("utf-8", "replace") for name, text in files)


def changed_yaml(text: str, words: list[str], chance: random.Random) -> str:
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    places = list(_places(root))
    holder, at = chance.choice(places)
    old, other = (deepcopy(_node_at(*place)) for place in ((holder, at), chance.choice(places)))
    new = _new_node(old, other, words, chance)
    match chance.randrange(5):
        case 0:
            del holder[at]
        case 1:
            holder.insert(chance.randrange(len(holder) + 1), deepcopy(holder[at]))
        case 2 if isinstance(holder[at], tuple):
            key = yaml.ScalarNode("tag:yaml.org,2002:str", chance.choice([*ODD, *words]))
            holder[at] = (key, holder[at][1])
        case _:
            holder[at] = (holder[at][0], new) if isinstance(holder[at], tuple) else new
    return str(yaml.serialize(root, Dumper=yaml.CSafeDumper, allow_unicode=True))


def _places(root: Any) -> Iterator[tuple[list[Any], int]]:
    """Every entry of every mapping and list: the list that holds it, and where."""
    waiting = [root]
    while waiting:
        holder = waiting.pop().value
        if isinstance(holder, list):
            yield from ((holder, at) for at in range(len(holder)))
            waiting += (entry[1] if isinstance(entry, tuple) else entry for entry in holder)


def _node_at(holder: list[Any], at: int) -> Any:
    return holder[at][1] if isinstance(holder[at], tuple) else holder[at]


def _new_node(old: Any, other: Any, words: list[str], chance: random.Random) -> Any:
    """A node in place of another: odd, known, from elsewhere, wrapped, or deep."""
    match chance.randrange(8):
        case 0 | 1:
            return yaml.ScalarNode(
                "tag:yaml.org,2002:str", chance.choice(ODD), style=chance.choice((None, '"', "|"))
            )
        case 2 | 3 | 4:
            return yaml.ScalarNode("tag:yaml.org,2002:str", chance.choice(words))
        case 5:
            return other
        case 6:
            copies = [deepcopy(old) for _ in range(chance.choice((0, 1, 3, 100)))]
            return yaml.SequenceNode("tag:yaml.org,2002:seq", copies)
        case _:
            for _ in range(chance.choice((1, 3, 14))):
                key = yaml.ScalarNode("tag:yaml.org,2002:str", chance.choice(words))
                old = yaml.MappingNode("tag:yaml.org,2002:map", [(key, old)])
            return old


def one_json(words: list[str]) -> Change:
    """What changes one text of JSON."""

    def change(body: bytes, chance: random.Random) -> bytes:
        return json.dumps(changed_json(json.loads(body), words, chance)).encode()

    return change


def changed_json(data: Any, words: list[str], chance: random.Random) -> Any:
    """The same with one thing in it that is something else."""
    if isinstance(data, dict | list) and data and chance.random() < 0.85:
        at = chance.choice(list(data)) if isinstance(data, dict) else chance.randrange(len(data))
        match chance.randrange(8):
            case 0:
                data.pop(at)
            case 1 if isinstance(data, dict):
                data[chance.choice([*words, *ODD])] = data.pop(at)
            case 1 if isinstance(data, list):
                data.extend([*data])
            case _:
                data[at] = changed_json(data[at], words, chance)
        return data
    if isinstance(data, int | float) and not isinstance(data, bool) and chance.random() < 0.5:
        return data * chance.choice((-1, 0, 1.0001, 1e9, 1e300))
    deep: Any = data
    for _ in range(chance.choice((3, 30, 3000))):
        deep = [deep]
    others = [None, True, 0, -1, 1e300, 10**400, [], {}, [data], {"a": data}, deep, chance.choice(ODD)]
    return chance.choice([*others, *chance.choices(words, k=6)])


# -- journals ---------------------------------------------------------------------------------------------


def one_journal(words: list[str]) -> Change:
    """What changes rows, tables or settings of an SQLite file, as another program would."""

    def change(body: bytes, chance: random.Random) -> bytes:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            connection.deserialize(body)
            _change_journal(connection, words, chance)
            return connection.serialize()

    return change


def _change_journal(connection: sqlite3.Connection, words: list[str], chance: random.Random) -> None:
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    table = chance.choice(tables)
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    column = chance.choice(columns)
    rows = connection.execute(f"SELECT rowid, {column} FROM {table}").fetchall()  # noqa: S608 - names from the schema
    match chance.randrange(16):
        case 0:
            statement = f"DELETE FROM {table} WHERE rowid = {chance.choice(rows)[0]}"  # noqa: S608
        case 1:
            statement = f"ALTER TABLE {table} DROP COLUMN {column}"
        case 2:
            statement = f"ALTER TABLE {table} RENAME TO other"
        case 3:
            statement = f"PRAGMA {chance.choice(('user_version', 'application_id'))} = {chance.choice((0, 1, 2, 3, -1))}"
        case 4:
            statement = f"CREATE VIEW v{chance.randrange(9)} AS SELECT * FROM {table}"  # noqa: S608
        case 5:
            number = chance.choice((1, 40, 2000))
            statement = f"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {number})
                INSERT INTO interview (role, name, held_on, created, touched, is_general)
                SELECT 'candidate', 'n' || i, '', 1.8e9, 1.8e9, 0 FROM n
            """  # noqa: S608
        case _:
            rowid, value = chance.choice(rows)
            new = _odd_value(value, words, chance)
            connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE rowid = ?", (new, rowid))  # noqa: S608
            return
    connection.execute(statement)


def _odd_value(value: Any, words: list[str], chance: random.Random) -> Any:
    if isinstance(value, str) and chance.random() < 0.6:
        with suppress(ValueError):
            return json.dumps(changed_json(json.loads(value), words, chance))
    odd = [None, 0, -1, 2**63 - 1, -5.0, 1e300, float("inf"), float("nan"), b"\xff\x00", chance.choice(ODD)]
    return chance.choice([*odd, *chance.choices(words, k=4)])
