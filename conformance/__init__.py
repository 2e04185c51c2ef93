"""A standards interoperability test suite for declarations of AI systems."""

__version__ = "0.1.0"
