"""What authors of scripts need: to begin one, to see it, and to prove it."""
