"""Screens, one a file. A screen works like a function: it is dismissed with its result."""
