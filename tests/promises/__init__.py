"""What cuts across the program: one file a promise."""
