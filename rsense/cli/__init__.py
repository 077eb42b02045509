"""The command line: Typer commands, one module a family, and the one place that prints errors."""
