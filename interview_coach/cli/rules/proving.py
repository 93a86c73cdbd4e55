"""`coach rules prove`: what holds for all answers there can be, and the answers for which it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer

from interview_coach.cli.options import Json, Rules
from interview_coach.cli.rules.loading import OneRole, books_of, load_rules
from interview_coach.cli.streams import reporting, say, say_json
from interview_coach.problems import ExitStatus

if TYPE_CHECKING:
    from interview_coach.book.pack import Book
    from interview_coach.proving.examples import Example, Failure
    from interview_coach.proving.proof import Proof


def prove(rules: Rules = None, role: OneRole = "", as_json: Json = False) -> None:
    """Prove the invariants for all answers, and that nothing in the rules is dead.

    A failure comes with the smallest answers that show it, ready for `coach assess --answers`.
    """
    from interview_coach.proving.proof import prove as prove_book

    with reporting():
        books = books_of(load_rules(rules), role)
        proofs = [(book, prove_book(book)) for book in books]
        failed = not all(proof.holds for _, proof in proofs)
        if as_json:
            say_json([_as_data(*pair) for pair in proofs])
        else:
            for book, proof in proofs:
                # Beside failures all but the answers is a comment, so that the output is an answers file.
                _print(book, proof, "# " if failed else "")
        if failed:
            raise typer.Exit(ExitStatus.CHECK_FAILED)


def _print(book: Book, proof: Proof, mark: str) -> None:
    sets = f"10^{proof.magnitude:.0f} answer sets"
    say(f"{mark}{proof.pack}: {sets}, {proof.situations:,} situations")
    for checked in proof.checked:
        name = f"{checked.claim:>2}" if checked.claim.isdigit() else " -"
        say(f"{mark}  {'no' if checked.failures else 'ok'} {name}  {checked.text}")
        for failure in checked.failures:
            say(f"{mark}       {failure.message}")
            if failure.example:
                for line in answers_file(book, failure):
                    say(line)


def answers_file(book: Book, failure: Failure) -> Iterator[str]:
    """The answers that show it, as a file for `--answers`; what they lead to is a comment."""
    assert failure.example is not None
    role = "" if book.info.id == "candidate" else f" with --role {book.info.id}"
    yield f"# leads to {_outcome(failure.example)}{role}:"
    yield from _written(_data(book, failure.example))
    if failure.other:
        yield f"# beside {_outcome(failure.other)} for:"
        yield from (f"# {line}" for line in _written(_data(book, failure.other)))


def _outcome(example: Example) -> str:
    return f"{example.verdict} (row {example.row})"


def _written(data: dict[str, Any]) -> Iterator[str]:
    import yaml

    if not data:
        yield "{}"
    for key, value in data.items():
        text = yaml.safe_dump(value, default_flow_style=True, width=10_000, sort_keys=False)
        yield f"{key}: {text.removesuffix(chr(10)).removesuffix('...').rstrip()}"


def _data(book: Book, example: Example) -> dict[str, Any]:
    from interview_coach.book.pack import Stance
    from interview_coach.engine.answers import gate
    from interview_coach.rulebook.answer_file import answers_to_data

    # Answers of a topic open it; the list of topics need not say so again.
    opened = {
        gate(topic.id)
        for topic in book.ordinary_topics
        if any(o.id in example.answers for o in topic.options)
    }
    closed = any(atom.startswith("topics/") and atom not in opened for atom in example.answers)
    atoms = {a: v for a, v in example.answers.items() if closed or a not in opened}
    data: dict[str, Any] = dict(answers_to_data(atoms, book))
    profile: dict[str, Any] = {}
    if example.profile.stance is not Stance.BALANCED:
        profile["stance"] = example.profile.stance.id
    if example.profile.deal_breakers:
        profile["deal_breakers"] = sorted(example.profile.deal_breakers)
    if profile:
        data["profile"] = profile
    return data


def _as_data(book: Book, proof: Proof) -> dict[str, Any]:
    return {
        "pack": proof.pack,
        "holds": proof.holds,
        "answer_sets_log10": round(proof.magnitude, 1),
        "situations": proof.situations,
        "checked": [
            {
                "claim": checked.claim,
                "text": checked.text,
                "failures": [_failure(book, failure) for failure in checked.failures],
            }
            for checked in proof.checked
        ],
    }


def _failure(book: Book, failure: Failure) -> dict[str, Any]:
    return {
        "about": failure.about,
        "message": failure.message,
        "answers": _example(book, failure.example),
        "beside": _example(book, failure.other),
    }


def _example(book: Book, example: Example | None) -> dict[str, Any] | None:
    if example is None:
        return None
    return {"file": _data(book, example), "verdict": example.verdict, "row": example.row}
