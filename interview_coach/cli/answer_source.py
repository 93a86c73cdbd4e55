"""Where answers come from: a file, or standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from interview_coach.problems import BadInput

BYTES_AT_MOST = 1_000_000
"""What an answers file may hold. More is no answers file, and may have no end."""


def read_source(source: str) -> tuple[str, str]:
    """The name and the text of an answers file. Raises BadInput if it cannot be read."""
    try:
        if source != "-":
            with Path(source).open("rb") as file:
                return source, _decoded(file.read(BYTES_AT_MOST + 1), source)
        if sys.stdin is None:
            raise BadInput("--answers: there is no standard input; name a file")
        stream = getattr(sys.stdin, "buffer", None)
        return "<stdin>", _decoded(stream.read(BYTES_AT_MOST + 1), "<stdin>") if stream else sys.stdin.read()
    except UnicodeDecodeError as error:
        raise BadInput(f"--answers: {source} is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadInput(f"--answers: {source} cannot be read ({reason}); check the name") from error


def _decoded(data: bytes, source: str) -> str:
    if len(data) > BYTES_AT_MOST:
        raise BadInput(f"--answers: {source} is too long; answers have at most {BYTES_AT_MOST:,} bytes")
    return data.decode("utf-8-sig")
