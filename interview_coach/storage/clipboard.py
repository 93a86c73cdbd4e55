"""The clipboard, where there is one. It is looked for anew each time: pyperclip remembers one that has gone."""

from __future__ import annotations


def has_clipboard() -> bool:
    """Whether there is a clipboard to copy to."""
    import pyperclip

    return bool(pyperclip.determine_clipboard()[0])


def copy(text: str) -> bool:
    """Copy a text. False if there is no clipboard, or it does not take it."""
    import pyperclip

    put = pyperclip.determine_clipboard()[0]
    if not put:
        return False
    try:
        put(text)
    except (pyperclip.PyperclipException, OSError):
        return False
    return True
