"""What follows from the answers to a guide: which steps apply, what is settled, where it leads. Pure."""
