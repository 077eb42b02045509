"""One screen a file; a screen is a function that is dismissed with its result."""
