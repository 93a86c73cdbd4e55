"""The file system: rule folders, the cache of checked books, and the draft of an assessment."""
