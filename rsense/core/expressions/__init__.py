"""Conditions, placeholders and the names they speak of."""
