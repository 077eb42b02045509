"""Records on disk: one TOML file each."""
