"""Visits every state a script can reach."""
