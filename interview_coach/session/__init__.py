"""Asking: an event log, the answers that follow from it and the next screen."""
