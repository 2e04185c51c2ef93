"""Judging a declaration against requirements."""
