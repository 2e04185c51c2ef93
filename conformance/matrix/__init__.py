"""Verdicts and relations laid out as plain data."""
