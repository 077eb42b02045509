"""Use cases for every frontend: no Typer, no Textual, no standard streams."""
