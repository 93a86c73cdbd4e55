"""The small pack of `tests/packs/good/small` as an engine, and books made from it with one file changed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from interview_coach.engine.engine import Engine
from interview_coach.rulebook.loader import load_texts
from interview_coach.storage.books import load_layers
from interview_coach.storage.rule_folders import built_in_rules, read_layer, shared_texts

SMALL = Path(__file__).resolve().parents[1] / "packs" / "good" / "small"


@cache
def small() -> Engine:
    return Engine(load_texts([read_layer(SMALL, "small")], shared_texts()).books["small"])


def small_with(**files: str) -> Engine:
    """The small pack under a layer of these files: `small_with(pay="topic: pay …")`."""
    layer = {"pack.yaml": "pack: small\n", **{f"{name}.yaml": text for name, text in files.items()}}
    return Engine(
        load_texts([{"small": read_layer(SMALL, "small")["small"]}, {"layer": layer}], shared_texts()).books[
            "small"
        ]
    )


@cache
def candidate() -> Engine:
    return Engine(load_layers([read_layer(built_in_rules(), "rules")]).books["candidate"])


SAFE = {"trapped": "no", "scam": "no"}
QUIET = SAFE | {"topics/pay": "no", "topics/manners": "no"}
"""Danger and topics asked, and nothing going on."""


def pay(*ticked: str, raised: str = "", **context: str) -> dict[str, str]:
    """Danger is ruled out, pay is going on with these ticks, manners is not."""
    options = ("unpaid", "low-pay", "no-figure", "pay-sustained", "would-say-no")
    answers = SAFE | {"topics/pay": "yes", "topics/manners": "no"}
    answers |= {option: "yes" if option in ticked else "no" for option in options}
    if raised:
        answers["raised/pay"] = raised
    return answers | {key.replace("_", "-"): value for key, value in context.items()}


def manners(*ticked: str, raised: str = "", **context: str) -> dict[str, str]:
    options = ("insult", "late", "walked-past", "told-why", "nervous")
    answers = SAFE | {"topics/pay": "no", "topics/manners": "yes"}
    answers |= {option: "yes" if option in ticked else "no" for option in options}
    if raised:
        answers["raised/manners"] = raised
    return answers | {key.replace("_", "-"): value for key, value in context.items()}


def both(a: dict[str, str], b: dict[str, str]) -> dict[str, str]:
    """Two answer sets as one, both topics going on."""
    return a | b | {"topics/pay": "yes", "topics/manners": "yes"}
