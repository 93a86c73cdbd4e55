"""`python -m interview_coach` is the same as `coach`."""

from interview_coach.cli.app import main

if __name__ == "__main__":
    main()
