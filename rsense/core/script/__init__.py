"""From the TOML text of an exercise to a checked script."""
