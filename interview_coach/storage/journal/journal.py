"""The journal: one record per interview that prep, assess, followup and debrief share.

Every write is one short transaction on the rows it names, so that two processes lose nothing.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from interview_coach.amounts import day_at
from interview_coach.book.records import (
    KEPT_FOR,
    Interview,
    JournalEntry,
    Record,
    Value,
    clean,
    iso_day,
    name_of,
)
from interview_coach.problems import BadInput, no_such
from interview_coach.storage.folders import DAY
from interview_coach.storage.journal.file import PATIENCE, TracesLeft, telling
from interview_coach.storage.journal.rows import LATEST, Rows

DAYS_AT_MOST = 36_500
COLUMNS = "id, role, name, held_on, created, touched, is_general"


class Journal:
    """An open journal. Use `open_journal`. Every method raises JournalUnusable if the file cannot be used."""

    def __init__(self, connection: sqlite3.Connection, file: Path, clock: Callable[[], float]) -> None:
        self.file = file
        self._connection = connection
        self._clock = clock
        self._generals: dict[int, str] = {}
        self._rows = Rows(file, clock)

    # -- interviews -----------------------------------------------------------------------------------

    def general(self, role: str) -> Interview:
        """The record of what holds for every interview of a role. It is made when first written to."""
        now = self._clock()
        found = self._select("role = ? AND is_general", role)
        unborn = Interview(-1 - zlib.crc32(clean(role).encode()), role, "", "", now, now, is_general=True)
        general = found[0] if found else unborn
        self._generals[general.id] = role
        return general

    def begin(self, role: str, name: str = "", on: str = "") -> Interview:
        """A new interview. Without a name it is called after today. Raises BadInput for a bad name or day."""
        name = name_of(name or f"Interview of {self._today()}")
        with self._writing():
            now = self._clock()
            cursor = self._connection.execute(
                "INSERT INTO interview (role, name, held_on, created, touched, is_general)"
                " VALUES (?, ?, ?, ?, ?, 0)",
                (clean(role), name, iso_day(on), now, now),
            )
            number = int(cursor.lastrowid or 0)
        return self.interview(number)

    def interview(self, id_: int) -> Interview:
        """The interview of this number, a general one included. Raises BadInput if there is none."""
        found = self._select("id = ?", id_)
        if not found:
            raise BadInput(f"there is no interview {id_} in the journal; `coach history` lists what there is")
        return found[0]

    def interviews(self, role: str = "") -> tuple[Interview, ...]:
        """Interviews, the last touched first, without what holds for every interview."""
        return self._select("NOT is_general AND ? IN ('', role) ORDER BY touched DESC, id DESC", role)

    def generals(self) -> tuple[Interview, ...]:
        """What holds for every interview, one record for each role that has one."""
        return self._select("is_general ORDER BY role")

    def find(self, wanted: str, role: str = "") -> Interview:
        """The interview of this number or name. Raises BadInput if there is none, or more than one."""
        wanted = " ".join(wanted.split())
        interviews = self.interviews(role)
        if wanted.isascii() and wanted.isdigit():
            for interview in interviews:
                if str(interview.id) == wanted.lstrip("0"):
                    return interview
            raise BadInput(f"there is no interview {wanted}; `coach history` lists what there is")
        named = [i for i in interviews if i.name == wanted]
        named = named or [i for i in interviews if i.name.casefold() == wanted.casefold()]
        if len(named) > 1:
            numbers = ", ".join(str(interview.id) for interview in named)
            raise BadInput(f"{len(named)} interviews are called {wanted!r}; use a number: {numbers}")
        if not named:
            raise BadInput(no_such("interview", wanted, (interview.name for interview in interviews)))
        return named[0]

    def rename(self, id_: int, name: str) -> None:
        """Call an interview something else. Raises BadInput for a bad name."""
        self._change(id_, "name", name_of(name))

    def set_date(self, id_: int, on: str) -> None:
        """Set the day of an interview, such as 2026-11-22, or nothing. Raises BadInput for what is no day."""
        self._change(id_, "held_on", iso_day(on))

    # -- what is kept of one ----------------------------------------------------------------------------

    def answers(self, id_: int, guide: str) -> dict[str, Value]:
        """The answers to a guide (`prep`, `debrief`), by step."""
        rows = self._read(
            "SELECT step, value FROM answer WHERE interview = ? AND guide = ? ORDER BY rowid", id_, guide
        )
        return self._rows.answers(rows)

    def set_answer(self, id_: int, guide: str, step: str, value: Value | None) -> None:
        """Keep the answer to one step, or take it away with None."""
        with self._writing(id_):
            text = None if value is None else json.dumps(value)
            self._put("answer", {"interview": id_, "guide": guide, "step": step}, text)

    def details(self, id_: int) -> dict[str, str]:
        """What was put in for the placeholders of letters, by name."""
        rows = self._read("SELECT name, value FROM detail WHERE interview = ?", id_)
        return self._rows.details(rows)

    def set_detail(self, id_: int, name: str, value: str) -> None:
        """Keep what stands for a placeholder. An empty value takes it away."""
        with self._writing(id_):
            self._put("detail", {"interview": id_, "name": name}, json.dumps(value) if value else None)

    def add_entry(self, id_: int, kind: str, body: dict[str, Any]) -> int:
        """Add an assessment or a follow-up as it was. Returns its number."""
        with self._writing(id_):
            cursor = self._connection.execute(
                "INSERT INTO entry (interview, kind, at, body) VALUES (?, ?, ?, ?)",
                (id_, kind, self._clock(), json.dumps(body)),
            )
            return int(cursor.lastrowid or 0)

    def entries(self, id_: int, kind: str = "") -> tuple[JournalEntry, ...]:
        """The entries of an interview, oldest first."""
        rows = self._read(
            "SELECT id, kind, at, body FROM entry WHERE interview = ? AND ? IN ('', kind) ORDER BY at, id",
            id_,
            kind,
        )
        return tuple(self._rows.entries(rows))

    def record(self, id_: int) -> Record:
        """All that is kept of one interview. Raises BadInput if there is none."""
        interview = self.interview(id_)
        guides = self._read("SELECT DISTINCT guide FROM answer WHERE interview = ? ORDER BY guide", id_)
        answers = {guide: self.answers(id_, guide) for guide in self._rows.guides(guides)}
        return Record(interview, answers, self.details(id_), self.entries(id_))

    # -- for how long -----------------------------------------------------------------------------------

    @property
    def retention(self) -> int:
        """Days since the last touch after which an interview is forgotten; 0 keeps it until it is told to."""
        days = self._setting("retention")
        return int(self._rows.number(days, 0, DAYS_AT_MOST, KEPT_FOR, "for how many days things are kept"))

    def set_retention(self, days: int) -> None:
        """Set for how many days things are kept. Raises BadInput outside 0 to 36500."""
        if not 0 <= days <= DAYS_AT_MOST:
            raise BadInput(f"{days} is no number of days; write 0 (until forgotten) to {DAYS_AT_MOST}")
        with self._writing():
            self._put("setting", {"name": "retention"}, str(days))

    def older_than(self, days: int) -> tuple[Interview, ...]:
        """Records, general ones included, that were last touched more than this many days ago; none for 0."""
        if not days:
            return ()
        return self._select("touched >= 0 AND touched < ?", self._clock() - days * DAY)

    def expire(self) -> int:
        """Forget what is older than the retention, a day or more after that was first seen.

        One wrong clock must not destroy a journal. Returns how many records were forgotten.
        """
        now = self._clock()
        since = self._rows.number(self._setting("expired-since"), 0, LATEST, 0, "since when something is old")
        if not self.older_than(self.retention):
            if since:
                with self._writing():
                    self._put("setting", {"name": "expired-since"}, "")
            return 0
        if not since or now < since:
            with self._writing():
                self._put("setting", {"name": "expired-since"}, repr(now))
            return 0
        return self.forget_expired() if now - since >= DAY else 0

    def forget_expired(self) -> int:
        """Forget what is older than the retention. Returns how many records that were."""
        expired = self.older_than(self.retention)
        self._forget(*(interview.id for interview in expired))
        return len(expired)

    def forget(self, id_: int) -> None:
        """Forget one interview and all that is kept of it, to the last byte. Raises BadInput if there is none."""
        self._forget(self.interview(id_).id)

    # -- how --------------------------------------------------------------------------------------------

    def _forget(self, *ids: int) -> None:
        if not ids:
            return
        with self._writing():
            for id_ in ids:
                self._connection.execute("DELETE FROM interview WHERE id = ?", (id_,))
        try:
            self._connection.execute("VACUUM")
        except sqlite3.Error as error:
            raise TracesLeft(self.file, str(error)) from error

    def _change(self, id_: int, column: str, value: str) -> None:
        with self._writing(id_):
            self._connection.execute(f"UPDATE interview SET {column} = ? WHERE id = ?", (value, id_))  # noqa: S608 - a name of ours

    def _setting(self, name: str) -> str:
        rows = self._read("SELECT value FROM setting WHERE name = ?", name)
        return str(rows[0][0]) if rows else ""

    def _put(self, table: str, key: Mapping[str, object], value: str | None) -> None:
        """Write a value under its key, or take it away with None. Table and names are ours."""
        names = ", ".join(key)
        if value is None:
            where = " AND ".join(f"{name} = ?" for name in key)
            self._connection.execute(f"DELETE FROM {table} WHERE {where}", tuple(key.values()))  # noqa: S608
            return
        self._connection.execute(
            f"INSERT INTO {table} ({names}, value) VALUES ({'?, ' * len(key)}?)"  # noqa: S608
            f" ON CONFLICT ({names}) DO UPDATE SET value = excluded.value",
            (*key.values(), value),
        )

    def _read(self, query: str, *values: object) -> list[Any]:
        with telling(self.file):
            return self._connection.execute(query, values).fetchall()

    def _select(self, where: str, *values: object) -> tuple[Interview, ...]:
        rows = self._read(f"SELECT {COLUMNS} FROM interview WHERE {where}", *values)  # noqa: S608 - a text of ours
        return tuple(self._rows.interviews(rows))

    @contextmanager
    def _writing(self, touched: int | None = None) -> Iterator[None]:
        """One transaction, which also says that an interview was touched now. All of it happens, or nothing."""
        with telling(self.file):
            self._connection.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                if touched is not None:
                    self._touch(touched)
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    def _touch(self, id_: int) -> None:
        now = self._clock()
        if (role := self._generals.get(id_)) is not None:
            self._connection.execute(
                "INSERT INTO interview (id, role, name, held_on, created, touched, is_general)"
                " VALUES (?, ?, '', '', ?, ?, 1) ON CONFLICT DO NOTHING",
                (id_, clean(role), now, now),
            )
        changed = self._connection.execute("UPDATE interview SET touched = ? WHERE id = ?", (now, id_))
        if not changed.rowcount:
            raise BadInput(f"interview {id_} is no longer in the journal; it was forgotten meanwhile")

    def _today(self) -> str:
        return day_at(self._clock()).isoformat()
