"""A standards interoperability test suite for declarations of AI systems."""
