"""What is kept of interviews, in words: as pages, side by side, as JSON and as Markdown."""
