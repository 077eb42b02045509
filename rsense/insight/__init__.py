"""Reading what was kept: pure functions over records. No files, no clock."""
