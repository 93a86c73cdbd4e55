"""`python -m interview_coach` is the same as `coach`."""

import signal
import sys


def main() -> None:
    """Run the command. Ctrl-C ends it quietly, also while it is still being loaded."""
    try:
        from interview_coach.cli.app import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    main()
