"""A later layer may bring a policy of its own, if it is proved on the merged book (invariant 12)."""

from __future__ import annotations

import pytest

from interview_coach.book.pack import Stance
from interview_coach.engine.answers import Profile
from interview_coach.engine.engine import Engine
from interview_coach.problems import BadRules
from interview_coach.rulebook.loader import Loaded, load_texts

from .broken import SMALL


def policy() -> str:
    whole = (SMALL / "pack.yaml").read_text(encoding="utf-8")
    return whole[whole.index("\npolicy:\n") : whole.index("\nreasons:")] + "\n"


def load_with(policy: str) -> Loaded:
    texts = {file.name: file.read_text(encoding="utf-8") for file in SMALL.glob("*.yaml")}
    return load_texts([{"small": texts}, {"mine": {"pack.yaml": "pack: small" + policy}}])


def test_a_stricter_policy_is_taken_and_reported() -> None:
    mine = policy().replace("{ripe: serious, topics: 2, leaning: balanced}", "{ripe: serious, topics: 2}")
    book = load_with(mine).books["small"]
    assert book.overrides == ("policy",)
    two = {"low-pay": "yes", "raised/pay": "cannot"}
    profile = Profile(Stance.NETWORK_FIRST)
    waited = {"late": "yes", "walked-past": "yes", "told-why": "no", "raised/manners": "cannot"}
    assert Engine(book).decide({**two, **waited}, profile).id == "two-serious"
    assert Engine(load_with("\n").books["small"]).decide({**two, **waited}, profile).id == "two-concerns"


def test_a_policy_with_a_row_that_never_decides_is_refused_with_its_place() -> None:
    mine = policy().replace("topics: 2, leaning: balanced}", "topics: 9, leaning: balanced}")
    with pytest.raises(BadRules) as caught:
        load_with(mine)
    (problem,) = caught.value.problems
    assert str(problem.place) == "mine/pack.yaml:2:1"
    assert "no answers make two-serious the row that decides" in problem.message


@pytest.mark.parametrize("row", ["danger: {when", "danger-in-doubt: {when"])
def test_the_rows_of_danger_are_sealed(row: str) -> None:
    lines = [line for line in policy().splitlines() if not line.strip().startswith(row)]
    with pytest.raises(BadRules) as caught:
        load_with("\n".join(lines) + "\n")
    assert any("sealed" in problem.message for problem in caught.value.problems)


def test_an_inadmissible_policy_is_refused_where_it_is_written() -> None:
    mine = policy().replace("nothing: {when: {}", "nothing: {when: {own_state: true}")
    with pytest.raises(BadRules) as caught:
        load_with(mine)
    assert all(str(problem.place).startswith("mine/pack.yaml:") for problem in caught.value.problems)
