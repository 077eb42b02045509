"""What an exercise is and how it runs. Pure: no clock, no files, no terminal, no randomness."""
