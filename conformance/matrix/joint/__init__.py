"""Joint conformity and plans: one declaration for several regimes, and the way from a declaration to conformity.

Needs the extra ``prove`` (Z3).
"""
