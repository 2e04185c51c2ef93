"""Declarations as test items: one item a requirement, verdicts as outcomes, the matrix at the end.

Pytest imports this package in every run of every project that has it installed. What that costs is kept next to nothing: only
:mod:`~conformance.pytest_plugin.plugin` and the two small modules it names at its top are imported before a declaration is met.
"""
