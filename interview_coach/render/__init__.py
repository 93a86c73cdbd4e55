"""Finished values in, lines or JSON out. Nothing here prints, asks or decides."""
