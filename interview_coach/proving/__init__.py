"""Proves what a pack claims for every answer there can be. Pure: no files, no terminal."""
