"""`coach assess --answers FILE`: the result of answers that a file gives, and how a result is printed.

It knows nothing of conversations and journals, so that scripts do not wait for them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from interview_coach.cli.streams import Terminal, read_source, say_json
from interview_coach.engine.answers import Profile
from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import Recommendation, recommend
from interview_coach.problems import BadInput, no_such
from interview_coach.render.result_json import as_data
from interview_coach.render.result_page import first_page
from interview_coach.rulebook.answer_files import read_answers
from interview_coach.session.questionnaire import Questionnaire

if TYPE_CHECKING:
    from interview_coach.cli.assess import AssessOptions


def decide_file(
    engine: Engine, wanted: AssessOptions, profile: Profile, given: Mapping[str, str]
) -> tuple[Recommendation, dict[str, str]]:
    """What the answers in a file lead to, and the answers. A file says everything itself: it goes before what is `given`.

    Raises BadInput for a file that cannot be read, and BadAnswers with every problem of one that can.
    """
    name, text = read_source(wanted.answers)
    atoms, written = read_answers(text, name, engine.book)
    if written is not None:
        profile = replace(written, stance=profile.stance) if wanted.stance else written
    atoms = {**given, **atoms}
    if wanted.topics:
        asking = Questionnaire(engine, profile)
        only(asking, wanted.topics)
        atoms = {**asking.log.given, **atoms}
    return recommend(engine, atoms, profile), atoms


def only(asking: Questionnaire, topics: Sequence[str]) -> None:
    """Ask about these topics alone. Raises BadInput for one that there is not."""
    known = [topic.id for topic in asking.engine.book.ordinary_topics]
    for topic in topics:
        if topic not in known:
            raise BadInput(no_such("topic", topic, known))
    asking.only(topics)


def print_result(recommendation: Recommendation, wanted: AssessOptions, terminal: Terminal) -> None:
    """Print a result: as JSON, or as the page that a person reads."""
    if wanted.as_json:
        say_json(as_data(recommendation))
        return
    from interview_coach.cli.console import print_lines

    lines = first_page(recommendation, terminal.page_width, rows=40, with_keys=False)
    print_lines(lines, colour=terminal.is_styled(plain=wanted.plain))
