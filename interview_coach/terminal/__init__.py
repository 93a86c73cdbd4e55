"""The terminal: full screens with keys, and the same questions as plain numbered text."""
