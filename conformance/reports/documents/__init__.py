"""The parts of ``docs/`` that are generated: which regimes ask what, what linting checks, how the second readings were decided.

``python -m conformance.reports.documents`` writes them; a test fails when one differs from what would be written.
"""
