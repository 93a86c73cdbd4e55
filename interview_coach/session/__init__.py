"""Asking: an event log, the answers that follow from it, the next screen, and the conversation."""
