"""Where a document could be built in several ways: who decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from conformance.logic.values import Json

T = TypeVar("T")


class Choices(Protocol):
    """Decides between alternatives, of which the first is always the plainest."""

    def order(self, count: int) -> Sequence[int]:
        """Return in which order to try that many alternatives, each once."""

    def among(self, values: Sequence[T]) -> T:
        """Return one of some values."""

    def another(self) -> bool:
        """Tell whether to add something that nobody asked for."""

    def anything(self) -> Json:
        """Return any JSON value."""

    def integer(self, minimum: int | None, maximum: int | None) -> int:
        """Return an integer within bounds, both inside; ``None`` is no bound."""


class Plainest:
    """Always takes the first alternative: the same document every time."""

    def order(self, count: int) -> Sequence[int]:
        """Return the natural order."""
        return range(count)

    def among(self, values: Sequence[T]) -> T:
        """Return the first."""
        return values[0]

    def another(self) -> bool:
        """Add nothing."""
        return False

    def anything(self) -> Json:
        """Return null."""
        return None

    def integer(self, minimum: int | None, maximum: int | None) -> int:
        """Return the integer nearest to 0."""
        if minimum is not None and minimum > 0:
            return minimum
        return maximum if maximum is not None and maximum < 0 else 0


class Drawn:
    """Lets Hypothesis decide, so that examples vary, and shrink to the first alternatives.

    Args:
        draw: the function that ``hypothesis.strategies.composite`` hands out.
    """

    def __init__(self, draw: Callable[[SearchStrategy[Any]], Any]) -> None:
        self._draw = draw

    def order(self, count: int) -> Sequence[int]:
        """Return an order that begins with a drawn alternative."""
        if count < 2:
            return range(count)
        from hypothesis import strategies as st

        first = self._draw(st.integers(0, count - 1))
        return (first, *(index for index in range(count) if index != first))

    def among(self, values: Sequence[T]) -> T:
        """Return a drawn one."""
        return values[self.order(len(values))[0]]

    def another(self) -> bool:
        """Toss a coin that falls on *no* more often."""
        from hypothesis import strategies as st

        return bool(self._draw(st.integers(0, 3)) == 3)

    def anything(self) -> Json:
        """Return a small JSON value."""
        from hypothesis import strategies as st

        scalars = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=5)
        return self._draw(st.recursive(scalars, lambda inner: st.lists(inner, max_size=2) | _objects(inner), max_leaves=3))

    def integer(self, minimum: int | None, maximum: int | None) -> int:
        """Return a drawn integer, nearer to the bounds more often."""
        from hypothesis import strategies as st

        return int(self._draw(st.integers(minimum, maximum)))


def _objects(values: SearchStrategy[Json]) -> SearchStrategy[Json]:
    from hypothesis import strategies as st

    return st.dictionaries(st.text(max_size=3), values, max_size=2)
