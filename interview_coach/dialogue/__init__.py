"""The conversation: from the first screen to the recommendation, through a port to whoever answers."""
