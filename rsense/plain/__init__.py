"""The line dialogue: for pipes, screen readers, dumb terminals, and anybody who likes lines."""
