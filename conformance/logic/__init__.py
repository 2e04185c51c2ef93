"""The formal core: JSON Schema as formulas. Knows nothing of AI or law."""
