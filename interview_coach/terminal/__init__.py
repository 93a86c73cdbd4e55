"""The terminal: screens as questionary questions, and the same questions as plain numbered text."""
