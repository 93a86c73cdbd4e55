"""Reads, checks and assembles what is asked and written before and after an interview."""
