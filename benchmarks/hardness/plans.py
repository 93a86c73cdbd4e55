"""What a run does, at random: the command line and its surroundings, the terminal, and what happens on it when."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from random import Random
from typing import Literal, TypeAlias

from interview_coach.dialogue.port import HIDE

What: TypeAlias = Literal["keys", "resize", "signal", "hang up"]

ROLES = ("candidate", "interviewer", "freelancer", "vendor")
TOPICS = ("pay", "time", "conduct", "they shout at me", "money \x1b[31m", "zzz")
KINDS = (
    "",
    "thank-you",
    "withdraw",
    "decline-next-round",
    "decline-offer",
    "report",
    "tell-agency",
    "nothing",
)
SECTIONS = ("", "", "needs", "deal-breakers", "research", "questions", "floor")
EDITORS = (
    "true",
    "false",
    "no-such-editor",
    "sh -c 'echo more >> $0'",
    "sh -c 'sleep 0.2'",
    "sh -c 'stty raw -echo'",
    "sh -c 'stty raw -echo; sleep 3'",
)
USUAL = [*"0123456789", "n", "n", "0", "0", "0", *"\r\r\r\r", *"b?tx+ qmkyjeaswi/", "\x1b[A", "\x1b[B", HIDE]
ODD = (
    b"\x1b", b"\x1b[", b"\x1b[200~", b"\x1b[201~", b"\x1b[200~0\r1\r\x1b[201~", b"\x1b[15~", b"\x1b[M !!", b"\x1b[1;1R",
    b"\x1bOP", b"\x1b[<0;3;3M", b"\xff\xfe\x80", b"\xc3", b"\x1b]0;t\x07", b"\x1b[?1;2c", b"\x1b[5~", b"\x1b[6~", b"\x7f",
)  # fmt: skip
TEXTS = (
    "No water was offered", "they want my bank login", "0\r0\r1\r", "42.000 €", "李小龍 \U0001f600", "a\tb\x00c", "x" * 3000,
    "0 1 2", "1 3\r", "-", "next Tuesday", "../../etc", "'; drop table", "{floor}", "\u202eabc\u0301",
)  # fmt: skip
LAST = ("\x03", "\x03", "\x04", signal.SIGINT, signal.SIGTERM, signal.SIGTERM, signal.SIGHUP, "hang up")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that happens, so many seconds after all that was shown before was read."""

    what: What
    after: float
    keys: bytes = b""
    number: int = 0
    size: tuple[int, int] = (24, 80)


@dataclass(frozen=True, slots=True)
class Plan:
    args: tuple[str, ...]
    settings: dict[str, str]
    size: tuple[int, int]
    has_draft: bool
    has_journal: bool
    errors_aside: bool
    is_hasty: bool
    """It begins before anything is shown."""
    acts: tuple[Act, ...]

    @property
    def is_plain(self) -> bool:
        return "--plain" in self.args or "ACCESSIBLE" in self.settings or self.settings.get("TERM") == "dumb"


def plan(seed: int, number: int) -> Plan:
    rng = Random(f"{seed}/{number}")
    command = rng.choice(("assess", "assess", "prep", "followup", "debrief"))
    has_draft = rng.random() < 0.4
    resumes = command == "assess" and has_draft and rng.random() < 0.7
    args = [command, *(["--resume"] if resumes else _details(rng, command))]
    if not resumes and rng.random() < 0.5:
        args += ["--role", rng.choice(ROLES)]
    if command != "followup" and rng.random() < 0.3:
        args.append("--keep")
    if rng.random() < 0.25:
        args.append("--plain")
    if rng.random() < 0.15:
        args.append("--json")
    acts = [_act(rng) for _ in range(rng.randrange(2, 14))]
    return Plan(
        args=tuple(args),
        settings=_settings(rng),
        size=_size(rng),
        has_draft=has_draft,
        has_journal=rng.random() < 0.5,
        errors_aside=rng.random() < 0.2,
        is_hasty=rng.random() < 0.1,
        acts=(*acts, _last(rng)),
    )


def _details(rng: Random, command: str) -> list[str]:
    if command == "assess":
        return [rng.choice(TOPICS)] if rng.random() < 0.3 else []
    if command == "prep":
        if rng.random() < 0.2:
            return [rng.choice(("--rehearse", "--card"))]
        return [section] if (section := rng.choice(SECTIONS)) else []
    if command == "followup":
        return [kind] if (kind := rng.choice(KINDS)) else []
    return []


def _settings(rng: Random) -> dict[str, str]:
    settings = {"TERM": "xterm-256color", "EDITOR": rng.choice(EDITORS), "PAGER": "cat"}
    wanted = (
        ("ACCESSIBLE", "1", 0.1),
        ("COACH_SINGLE_KEYS", "1", 0.5),
        ("NO_COLOR", "1", 0.2),
        ("TERM", "dumb", 0.05),
    )
    return settings | {name: value for name, value, share in wanted if rng.random() < share}


def _size(rng: Random) -> tuple[int, int]:
    """Rows and columns."""
    usual = ((24, 80), (16, 40), (24, 80), (5, 20), (50, 132))
    return rng.choice(usual) if rng.random() < 0.6 else (rng.randrange(2, 61), rng.randrange(20, 201))


def _act(rng: Random) -> Act:
    kind = rng.random()
    soon = rng.choice((0.0, rng.random() * 0.03, rng.random() * 0.3))
    if kind < 0.68:
        return Act("keys", rng.uniform(0.26, 0.34), rng.choice(USUAL).encode())
    if kind < 0.76:
        return Act("keys", soon, "".join(rng.choices(USUAL, k=rng.randrange(2, 8))).encode())
    if kind < 0.82:
        text = rng.choice(TEXTS).encode()
        return Act("keys", soon, b"\x1b[200~" + text + b"\x1b[201~" if rng.random() < 0.6 else text)
    if kind < 0.88:
        return Act("keys", soon, rng.choice(ODD))
    if kind < 0.91:
        return Act("keys", soon, bytes([rng.choice([n for n in range(32) if n not in (3, 4)])]))
    if kind < 0.95:
        return Act("resize", soon, size=_size(rng))
    return Act(
        "signal", soon, number=rng.choice((signal.SIGTSTP, signal.SIGTSTP, signal.SIGSTOP, signal.SIGWINCH))
    )


def _last(rng: Random) -> Act:
    after = rng.choice((0.0, rng.random() * 0.03, rng.random() * 0.35))
    last = rng.choice(LAST)
    if last == "hang up":
        return Act("hang up", after)
    if isinstance(last, str):
        return Act("keys", after, last.encode())
    return Act("signal", after, number=last)
