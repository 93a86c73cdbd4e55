"""The shape of the fixed words of an assessment: those of all packs stand in words.yaml, a pack changes single ones.

How long each may be stands at its field in `book.wording`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, get_args, get_type_hints

from pydantic import create_model

from interview_coach.book.wording import AtMost, Wording
from interview_coach.rulebook.values import AtMostWords, Shape, Text, characters


def texts_of(wording: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    """Every text by its key, below the name of its group if it has one."""
    groups = {key: held if isinstance(held, dict) else {"": held} for key, held in wording.items()}
    return {(key, name) if name else (key,): held[name] for key, held in groups.items() for name in held}


def fault_of_braces(text: str, wanted: str) -> str:
    """What is wrong with the places to be filled in, if they are not those of the `wanted` text; or nothing."""
    if _BRACES.findall(text) == (places := _BRACES.findall(wanted)):
        return ""
    filled = f"{{}} is filled in here; write it as in: {wanted}"
    return filled if places else "nothing is filled in here; take the braces out"


class _Words(Shape):
    @staticmethod
    def is_sealed(key: str) -> bool:
        """Whether the words under this key are read in danger."""
        return key.startswith("danger") or key in ("cannot_leave_title", "body", "keys", "answering")


def _written(hint: Any) -> Any:
    """What a rule file writes for a text of this kind, or for texts by their names."""
    _, most = get_args(hint)
    if not isinstance(most, AtMost):
        return dict[str, _written(most)]  # type: ignore[misc]
    return Annotated[Text, AtMostWords(most.words) if most.words else characters(most.characters)]


_BRACES = re.compile(r"\{[^{}]*\}?|\}")
_KINDS = get_type_hints(Wording, include_extras=True)
WordingShape = create_model(  # type: ignore[call-overload]
    "WordingShape", __base__=_Words, **{key: (_written(hint), ...) for key, hint in _KINDS.items()}
)


class WordsShape(Shape):
    """The words that all packs share."""

    wording: WordingShape
    """The words, by what they are for."""
