"""What goes on for days and weeks: follow-ups, drafts, rituals, programmes, the prompt's mark."""
