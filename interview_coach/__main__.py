"""`python -m interview_coach` is the same as `coach`."""

import signal
import sys
from types import FrameType


def main() -> None:
    """Run the command. Being told to end is obeyed quietly, also while it is still being loaded."""
    signal.signal(signal.SIGTERM, _end)
    try:
        from interview_coach.cli.app import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _end(number: int, _: FrameType | None) -> None:
    """Unwind, so that the terminal is as it was and no letter is left in a file."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
