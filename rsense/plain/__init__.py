"""The line dialogue, for pipes, screen readers, dumb terminals and people who prefer lines."""
