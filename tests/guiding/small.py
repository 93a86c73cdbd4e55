"""A small guide made by hand: one section of each kind of step, with an outcome for each way it can end."""

from __future__ import annotations

from interview_coach.book.guides import (
    CardWording,
    Country,
    Debrief,
    Detail,
    Letter,
    Outcome,
    OutcomeWording,
    Prep,
    Push,
    Rehearsal,
    Section,
    Settles,
    Step,
    StepKind,
    StepOption,
)
from interview_coach.book.pack import Source

SOURCE = Source("acas", "Acas", "Interviews", "2024", "https://example.org/acas", "official")

REAL = Section(
    "real",
    "Is it real?",
    "Look before you go.",
    (
        Step(
            "research",
            "real",
            "What have you looked up?",
            StepKind.TICKS,
            options=(
                StepOption(
                    "website", "Their own website", how="Type the address yourself.", sources=(SOURCE,)
                ),
                StepOption("people", "The people in the mail", how="Search for their names."),
            ),
        ),
        Step(
            "odd",
            "real",
            "What looks odd?",
            StepKind.TICKS,
            options=(
                StepOption(
                    "no-address",
                    "No address",
                    leads_to=Outcome.ASK_FIRST,
                    because="There is no address yet.",
                    letter="ask-address",
                ),
                StepOption(
                    "money",
                    "They want money first",
                    leads_to=Outcome.CANCEL,
                    because="They want money before the interview.",
                    letter="cancel-it",
                ),
            ),
            why="Most tricks show before the day.",
        ),
    ),
)
LIMITS = Section(
    "limits",
    "Your limits",
    "Settle them while calm.",
    (
        Step("floor", "limits", "What is your pay floor?", StepKind.AMOUNT, "With currency.", settles=Settles.FLOOR, for_all=True),
        Step("breakers", "limits", "What would be a deal-breaker?", StepKind.DEAL_BREAKERS, settles=Settles.DEAL_BREAKERS),
        Step("needs", "limits", "What do you need?", StepKind.LINES, settles=Settles.NEEDS),
        Step("asked", "limits", "Did you ask for it?", StepKind.TEXT, for_each="needs"),
    ),
)  # fmt: skip
STAKE = Section(
    "stake",
    "What is at stake",
    "So that advice fits you.",
    (
        Step(
            "other-offers",
            "stake",
            "Do you need this job?",
            StepKind.CHOICE,
            options=(
                StepOption("high", "Yes, badly"),
                StepOption("ordinary", "As much as any"),
                StepOption("alternatives", "I have others"),
            ),
            settles=Settles.NEED,
            for_all=True,
        ),
        Step(
            "how-many",
            "stake",
            "How many others?",
            StepKind.TEXT,
            only_if=("other-offers", ("alternatives",)),
        ),
        Step(
            "again",
            "stake",
            "Will you meet them again?",
            StepKind.CHOICE,
            options=(StepOption("yes", "Yes"), StepOption("no", "No")),
            settles=Settles.MEET_AGAIN,
        ),
        Step(
            "stance",
            "stake",
            "Which way do you lean?",
            StepKind.CHOICE,
            options=(
                StepOption("network-first", "Keep the contact"),
                StepOption("balanced", "In between"),
                StepOption("firm", "Firm"),
            ),
            settles=Settles.STANCE,
            for_all=True,
        ),
        Step("country", "stake", "Which country is it in?", StepKind.COUNTRY, settles=Settles.COUNTRY),
        Step("day", "stake", "When is it?", StepKind.DATE),
        Step(
            "to-ask",
            "stake",
            "What will you ask them?",
            StepKind.TICKS,
            options=(StepOption("leaver", "Why did the last one leave?"), StepOption("day", "What is a day like?")),
            settles=Settles.QUESTIONS,
        ),
        Step("promised", "stake", "What was promised in writing?", StepKind.LINES, settles=Settles.PROMISED),
        Step("fixes", "stake", "Which of these are mended?", StepKind.OPEN_FIXES),
    ),
)  # fmt: skip

COUNTRIES = (
    Country("gb", "United Kingdom", "999", "Press 55.", "GBP", "2026-11-22", (), (SOURCE,)),
    Country("de", "Germany", "112", "", "EUR", "2026-11-22", (), (SOURCE,)),
)


def small_prep(*sections: Section) -> Prep:
    """A prep of these sections, or of all three."""
    return Prep(
        "BEFORE THE INTERVIEW",
        "A few quiet questions.",
        sections or (REAL, LIMITS, STAKE),
        (
            OutcomeWording("GO", "Nothing speaks against it.", ("Sleep well.",)),
            OutcomeWording("ASK FIRST", "One thing is open.", ("Send the message today.",)),
            OutcomeWording("CANCEL", "Better not to go.", ("Send the message.",)),
        ),
        (
            Letter("ask-address", "ask-first", "Ask for the address", "email", "Hello [their name],\nwhere is it?", "Interview"),
            Letter("cancel-it", "cancel", "Cancel it", "email", "Hello [their name],\nI cannot come.", "Interview"),
        ),
        (Detail("their-name", "Who is it to?", "Ms Khan"),),
        Rehearsal("Say it aloud.", (Push("Why?", "Say it again."), Push("Stay!", "Once more.")), "Well done."),
        CardWording("CARD", "You are equals.", "GO AT ONCE IF", "MY DEAL-BREAKERS", "LINES", "ASK", "QUESTIONS", "Later."),
        "Sleep on it.",
    )  # fmt: skip


def small_debrief() -> Debrief:
    """A debrief with mistakes and a fix for each."""
    return Debrief(
        "AFTERWARDS",
        "Look back kindly.",
        (
            Section(
                "learn",
                "What to mend",
                "Small things.",
                (
                    Step("mistakes", "learn", "What went wrong?", StepKind.LINES, settles=Settles.MISTAKES),
                    Step("fixes", "learn", "What will you do instead?", StepKind.TEXT, settles=Settles.FIXES, for_each="mistakes"),
                ),
            ),
        ),
        ("Let it go.",),
        "Talk to someone you trust.",
    )  # fmt: skip
