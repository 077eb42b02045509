"""Packs: scripts, lists of words and people to call that others made, in `packs` of the data folder."""
