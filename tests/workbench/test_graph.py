"""The picture of a pack is a Mermaid flowchart that holds all of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from person import invoke

from interview_coach.engine.answers import is_raisable
from interview_coach.render.graph import mermaid
from interview_coach.rulebook.loader import Loaded
from workbench.folders import LOOSE_FLAG, folder_of

ROLES = ("candidate", "freelancer", "interviewer", "vendor")
LABEL = r'"(?:[^"#`<>&\\|{}\[\]\n]|#\d+;)*"'
NODE = r"[a-z]+_[a-z0-9_]+"
DEFINES = re.compile(rf"\s*({NODE})(?:\[{LABEL}\]|\(\[{LABEL}\]\)|\[\[{LABEL}\]\]|{{{{{LABEL}}}}})$")
LINKS = re.compile(rf"\s*({NODE}) (?:-->|-\.->)(?:\|{LABEL}\|)? ({NODE})$")
FRAMES = re.compile(rf"\s*subgraph ({NODE})\[{LABEL}\]$")
STYLES = re.compile(r"\s*(?:classDef danger [a-z-]+:\d+px|class [a-z0-9_,]+ danger)$")


def nodes_and_links(lines: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Read a flowchart by its grammar; every line must be one that Mermaid knows."""
    assert lines[0] == lines[2] == "---" and re.fullmatch(r'title: "[^"\n]*"', lines[1])
    assert lines[3] == "flowchart LR"
    nodes: list[str] = []
    links: list[tuple[str, str]] = []
    depth = 0
    for line in lines[4:]:
        if found := FRAMES.match(line):
            nodes.append(found[1])
            depth += 1
        elif line.strip() == "end":
            depth -= 1
        elif found := DEFINES.match(line):
            nodes.append(found[1])
        elif found := LINKS.match(line):
            links.append((found[1], found[2]))
        else:
            assert STYLES.match(line), f"no line of a flowchart: {line}"
        assert depth in (0, 1)
    assert depth == 0
    return nodes, links


@pytest.mark.parametrize("role", ROLES)
def test_the_flowchart_is_well_formed_and_every_link_joins_what_is_drawn(role: str, packs: Loaded) -> None:
    nodes, links = nodes_and_links(list(mermaid(packs.books[role])))
    assert len(nodes) == len(set(nodes))
    assert {end for link in links for end in link} <= set(nodes)
    assert len(links) < 500, "Mermaid draws no more"


@pytest.mark.parametrize("role", ROLES)
def test_every_screen_flag_and_row_is_drawn_and_joined(role: str, packs: Loaded) -> None:
    book = packs.books[role]
    nodes, links = nodes_and_links(list(mermaid(book)))
    has_scam = any(flag.scam_sign for flag in book.flags)
    rows = [row for row in book.rows if has_scam or row.id != "scam-adds-up"]
    wanted = {f"flag_{flag.id}" for flag in book.flags} | {f"row_{row.id}" for row in rows}
    wanted |= {f"screen_{topic.id}" for topic in book.topics} | {"screen_topics"}
    wanted |= {f"raised_{t.id}" for t in book.ordinary_topics if is_raisable(book, t.id)}
    wanted |= {f"context_{question.id}" for question in book.context}
    assert {name.replace("-", "_") for name in wanted} <= set(nodes)
    for flag in book.flags:
        node = f"flag_{flag.id}".replace("-", "_")
        assert any(target == node for _, target in links), f"nothing leads to {flag.id}"
    for row in rows:
        node = f"row_{row.id}".replace("-", "_")
        assert (node, f"verdict_{row.verdict.id}".replace("-", "_")) in links
        if row.id != "nothing":
            assert any(target == node for _, target in links), f"nothing leads to {row.id}"


@pytest.mark.parametrize("role", ROLES)
def test_a_row_that_reads_what_the_pack_has_not_is_not_drawn(role: str, packs: Loaded) -> None:
    book = packs.books[role]
    nodes, _ = nodes_and_links(list(mermaid(book)))
    assert ("row_scam_adds_up" in nodes) is any(flag.scam_sign for flag in book.flags)


def test_a_combination_is_led_to_by_what_it_reads(packs: Loaded) -> None:
    _, links = nodes_and_links(list(mermaid(packs.books["candidate"])))
    assert ("flag_pay_below_posted", "flag_bait_and_switch") in links


@pytest.mark.parametrize(
    "option",
    ['Said "no" [twice]', "end", "A | B --> C", "`code` #quot; & <b>", "1. A list", "-- dashes; (here)"],
)
def test_no_text_can_break_out_of_its_label(option: str, tmp_path: Path) -> None:
    text = LOOSE_FLAG.replace("option: No place to park near the door", f"option: '{option}'")
    folder = folder_of(tmp_path / "mine", access=text)
    result = invoke("rules", "graph", "--rules", str(folder))
    assert result.exit_code == 0, result.stderr
    nodes, _ = nodes_and_links(result.stdout.splitlines())
    assert "flag_no_parking" in nodes


def test_the_command_draws_the_role_that_is_asked_for() -> None:
    assert "flag_kickback" in invoke("rules", "graph", "--role", "vendor").stdout
    assert invoke("rules", "graph", "--role", "vender").exit_code == 2
