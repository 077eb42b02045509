"""Begins, resumes, saves and finishes an exercise."""
