"""Deciding in PySpark: answers in a column, and in columns beside it what they lead to.

Needs `interview-coach[spark]`, and Java.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pandas as pd
from pyspark.sql import DataFrame
from pyspark.sql.types import ArrayType, BooleanType, StringType, StructField, StructType

from interview_coach.book.pack import Book
from interview_coach.engine.answers import Profile
from interview_coach.engine.engine import Engine
from interview_coach.problems import BadAnswers, BadInput
from interview_coach.render.result_json import brief_data
from interview_coach.rulebook.answer_files import read_answers

DECIDED = (
    StructField("verdict", StringType()),
    StructField("action", StringType()),
    StructField("settled", BooleanType()),
    StructField("flags", ArrayType(StringType())),
    StructField("problems", ArrayType(StringType())),
)
"""The columns that are added: those of `coach assess --brief`, and what is wrong in a cell that cannot be read."""

NAMES = [field.name for field in DECIDED]

Frames: TypeAlias = Iterator[pd.DataFrame]


def decide_column(
    frame: DataFrame, book: Book, column: str = "answers", profile: Profile = Profile()
) -> DataFrame:
    """The frame, with what the answers in a column of text lead to in the columns DECIDED.

    A cell holds what a line of an answers file in lines does; the profile in it comes before the one given.
    Of a cell that does not fit, only `problems` has a value, each with its place in the cell and its cure.
    The book travels with the work: the workers need this package, but no rules. Raises BadInput if a
    column is missing, or is there already.
    """
    if column not in frame.columns:
        raise BadInput(f"the frame has no column {column!r}; it has {', '.join(frame.columns)}")
    if there := [name for name in NAMES if name in frame.columns]:
        raise BadInput(f"the frame has a column {there[0]!r} already; rename it first")
    return frame.mapInPandas(decider(book, column, profile), StructType([*frame.schema.fields, *DECIDED]))


def decider(book: Book, column: str = "answers", profile: Profile = Profile()) -> Callable[[Frames], Frames]:
    """The function that `mapInPandas` takes: frames with a column of answers in, the same with DECIDED out."""

    def decide(frames: Frames) -> Frames:
        engine = Engine(book)
        for frame in frames:
            told = [_told(engine, text, column, profile) for text in frame[column]]
            columns = {name: [row.get(name) for row in told] for name in NAMES}
            yield frame.join(pd.DataFrame(columns, index=frame.index, dtype=object))

    return decide


def _told(engine: Engine, text: str | None, column: str, profile: Profile) -> dict[str, Any]:
    if not text or not text.strip():
        return {"problems": ["this cell is empty; write {} if nothing was answered"]}
    try:
        answers, written = read_answers(text, column, engine.book)
    except BadAnswers as error:
        return {"problems": list(map(str, error.problems))}
    return brief_data(engine, engine.decision(answers, written or profile))
