"""The tables of the journal, as steps from one version to the next.

A step is never changed once it was released: a journal somewhere stands between any two of them.
"""

from __future__ import annotations

APPLICATION_ID = 0x434F4143
"""`COAC` in the file's header tells the journal from any other SQLite file."""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE interview (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            role TEXT NOT NULL,
            name TEXT NOT NULL,
            held_on TEXT NOT NULL,
            created REAL NOT NULL,
            touched REAL NOT NULL,
            is_general INTEGER NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX one_general_for_each_role ON interview (role) WHERE is_general",
        """
        CREATE TABLE answer (
            interview INTEGER NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
            guide TEXT NOT NULL,
            step TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (interview, guide, step)
        )
        """,
        """
        CREATE TABLE entry (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            interview INTEGER NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            at REAL NOT NULL,
            body TEXT NOT NULL
        )
        """,
        "CREATE INDEX entries_of_an_interview ON entry (interview, kind)",
    ),
    (
        """
        CREATE TABLE detail (
            interview INTEGER NOT NULL REFERENCES interview (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (interview, name)
        )
        """,
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ),
)
"""What leads from version 0, an empty file, to 1, from 1 to 2, and so on."""

VERSION = len(STEPS)
