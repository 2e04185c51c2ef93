"""Every example in a docstring of the package holds."""

import doctest
import importlib
import pkgutil

import pytest

import conformance

MODULES = sorted(module.name for module in pkgutil.walk_packages(conformance.__path__, "conformance."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    assert doctest.testmod(importlib.import_module(name), optionflags=doctest.ELLIPSIS).failed == 0
