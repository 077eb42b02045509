"""Packs: scripts, lists of words and people to call that others made."""
