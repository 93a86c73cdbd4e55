"""`prove` finds what is broken, and the answers it prints really show it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from interview_coach.book.pack import Book, OptionKind, RaiseState, Severity, Stance, Verdict
from interview_coach.cli.rules.proving import answers_file
from interview_coach.engine.answers import Answers, Profile
from interview_coach.engine.engine import Engine
from interview_coach.engine.explanation import decided_by
from interview_coach.proving.examples import Example, Failure
from interview_coach.proving.proof import prove
from interview_coach.rulebook.answer_file import read_answers
from interview_coach.rulebook.loader import Loaded

from . import broken


def failing(engine: Engine) -> dict[str, list[Failure]]:
    """The failures of a proof by claim."""
    return {checked.claim: list(checked.failures) for checked in prove(engine).checked if checked.failures}


def read_back(engine: Engine, failure: Failure) -> tuple[dict[str, str], Profile]:
    """The printed answers, read as `coach assess --answers` reads them."""
    text = "\n".join(answers_file(engine.book, failure))
    atoms, profile = read_answers(text, "answers.yaml", engine.book)
    return atoms, profile or Profile()


def decided(engine: Engine, answers: Answers, profile: Profile) -> tuple[str, str]:
    try:
        row = engine.decide(answers, profile)
    except AssertionError:
        return "none", "none"
    return row.verdict.id, row.id


def outcome(example: Example) -> tuple[str, str]:
    return example.verdict, example.row


@pytest.mark.parametrize("pack", ["candidate", "freelancer", "interviewer", "vendor"])
def test_the_built_in_packs_are_proved(packs: Loaded, pack: str) -> None:
    proof = prove(packs.books[pack])
    assert [(f.claim, f.message) for f in proof.failures] == []
    assert [c.claim for c in proof.checked if c.claim.isdigit()] == ["1", "3", "4", "5", "6", "7", "8", "11"]
    assert {c.claim for c in proof.checked if not c.claim.isdigit()} == {
        "dead-flag",
        "dead-row",
        "dead-option",
        "dead-line",
    }


def test_the_small_pack_is_proved() -> None:
    assert prove(broken.small()).holds


BREAKS: dict[str, tuple[str, Callable[[], Engine], dict[str, str], Profile]] = {
    # name: claim, engine, what the smallest answers say that is not harmless, profile
    "no row for nothing": ("1", lambda: Engine(broken.without_row("nothing")), {}, Profile()),
    "deal-breakers before abuse": (
        "3",
        lambda: Engine(broken.first("dealbreaker")),
        {"scam": "yes", "unpaid": "yes", "raised/pay": "cannot"},
        Profile(),
    ),
    "no row for danger": ("4", lambda: Engine(broken.without_row("danger")), {"scam": "yes"}, Profile()),
    "no row for danger in doubt": (
        "4",
        lambda: Engine(broken.without_row("danger-in-doubt")),
        {"trapped": "not-sure", "scam": "not-sure"},
        Profile(),
    ),
    "nothing is ever put right": (
        "5",
        lambda: broken.engine_with(broken.Forgetful),
        {"unpaid": "yes", "raised/pay": "fixed"},
        Profile(),
    ),
    "nobody asks first": ("6", lambda: broken.engine_with(broken.Impatient), {"unpaid": "yes"}, Profile()),
    "need changes a walk-out": (
        "7",
        lambda: Engine(broken.with_row("off", Verdict.WALK_OUT, 2, would_take="no", leaning=Stance.FIRM)),
        {"would-say-no": "yes", "need": "alternatives"},
        Profile(),
    ),
    "a firm stance softens": (
        "7",
        lambda: Engine(broken.first("one-serious-firm")),
        {"trapped": "yes"},
        Profile(),
    ),
    "nerves decide": (
        "11",
        lambda: Engine(broken.deciding_nerves()),
        {"nervous": "yes"},
        Profile(Stance.FIRM),
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_invariant_is_shown_by_the_smallest_answers(name: str) -> None:
    claim, build, needed, profile = BREAKS[name]
    engine = build()
    found = failing(engine)
    assert claim in found, found
    shown = [f for f in found[claim] if f.example]
    assert shown
    for failure in shown:
        assert failure.example
        answers, given = read_back(engine, failure)
        assert decided(engine, answers, given) == outcome(failure.example)
        if failure.other:
            other = failure.other
            assert decided(engine, other.answers, other.profile) == outcome(other)
            assert outcome(other) != outcome(failure.example)
    smallest = min(shown, key=lambda f: (read_back(engine, f)[1] != Profile(), len(written(engine, f))))
    if name != "a firm stance softens":
        assert written(engine, smallest) == needed
        assert read_back(engine, smallest)[1] == profile


def written(engine: Engine, failure: Failure) -> dict[str, str]:
    """What the printed answers say that is not harmless."""
    answers, _ = read_back(engine, failure)
    options = engine.book.option_by_id
    assert all(o.kind is not OptionKind.MITIGATING or answers.get(id_) != "yes" for id_, o in options.items())
    harmless = dict.fromkeys(options, "no")
    return {
        atom: value
        for atom, value in answers.items()
        if not atom.startswith("topics/") and value != harmless.get(atom, "")
    }


def test_monotone_means_that_the_worse_answers_got_the_milder_verdict() -> None:
    engine = Engine(broken.first("dealbreaker"))
    for failure in failing(engine)["3"]:
        assert failure.example and failure.other
        assert Verdict.of(failure.example.verdict) < Verdict.of(failure.other.verdict)


def test_repair_before_rupture_is_what_the_engine_explains() -> None:
    engine = broken.engine_with(broken.Impatient)
    (failure, *_) = failing(engine)["6"]
    assert failure.example
    by = decided_by(engine, failure.example.answers, failure.example.profile)
    assert by.row.verdict is Verdict.POLITELY_EXIT
    assert by.flags == ("unpaid",)
    assert failure.example.answers.get("raised/pay") in (None, RaiseState.NOT_YET.id)


@pytest.mark.parametrize("settling", [broken.Hasty, broken.Incurious])
def test_stopping_too_early_is_found(settling: type) -> None:
    engine = broken.engine_with(settling=settling)
    found = failing(engine)
    assert set(found) == {"8"}
    for failure in found["8"]:
        assert failure.example
        sound = Engine(engine.book)
        answers, profile = read_back(engine, failure)
        assert sound.outlook(answers, profile) != engine.outlook(answers, profile)


@pytest.mark.parametrize(
    ("claim", "build", "about"),
    [
        ("dead-flag", broken.never_firing, "left-alone"),
        ("dead-option", broken.needless_option, "coffee"),
        ("dead-line", broken.unspoken_line, "never-said"),
        (
            "dead-row",
            lambda: broken.with_row("nine", Verdict.POLITELY_EXIT, 4, ripe=Severity.DEALBREAKER, topics=9),
            "nine",
        ),
        ("dead-row", lambda: broken.with_row("again", Verdict.STAY, 10, to_raise=Severity.CONCERN), "again"),
    ],
)
def test_what_is_dead_is_named(claim: str, build: Callable[[], Book], about: str) -> None:
    found = failing(Engine(build()))
    assert about in [failure.about for failure in found[claim]]
    for failures in found.values():
        assert all(failure.claim.startswith("dead") for failure in failures)


def test_an_option_that_no_row_reads_is_dead() -> None:
    reads = ("never-part", "never-firm", "decline-afterwards")
    book = broken.with_rows(lambda rows: [row for row in rows if row.id not in reads])
    assert [f.about for f in failing(Engine(book))["dead-option"]] == ["would-say-no"]
