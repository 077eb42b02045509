"""What the notes say over some weeks."""
