"""The nouns: what a loaded pack, its guides and the journal are made of. Plain data, no behaviour."""
