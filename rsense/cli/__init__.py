"""The command line: one module a command, and one place that prints errors (`exits.py`)."""
