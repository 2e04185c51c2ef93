"""Regimes, requirements and facts, loaded from the shipped schemas."""
