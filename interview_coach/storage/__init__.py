"""This computer: rule folders, the cache of checked books, what is kept, and the person's editor and clipboard."""
