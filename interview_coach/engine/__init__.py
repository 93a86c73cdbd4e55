"""Deciding, pure: no clock, terminal, file, environment or randomness anywhere below this line."""
