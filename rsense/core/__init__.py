"""Exercises and the engine that runs them. Pure: no clock, files, terminal or randomness."""
