"""What holds when nothing goes well: random keys and signals, and being killed."""
