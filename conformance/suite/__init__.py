"""The language-neutral suite: declarations with the verdicts expected of them, and the running of checkers against it.

Cases are built from the requirements themselves (:mod:`conformance.suite.author`), frozen as plain JSON under ``fixtures/suite``
(:mod:`conformance.suite.files`), put to any checker over JSON lines (:mod:`conformance.suite.run`), and measured by how many
small faults in the requirements they notice (:mod:`conformance.suite.mutants`).
"""
