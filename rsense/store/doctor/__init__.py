"""Looks through the data folder, names what is wrong, and repairs it."""
