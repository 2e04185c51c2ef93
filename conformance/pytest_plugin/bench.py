"""What every declaration of a run is judged with: made once, when the first one is met."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import pytest

from conformance.catalogue import Level, Regime, load_catalogue
from conformance.declarations import Declaration, derive, first_party
from conformance.verdicts import Examination, Judge, Verdict, Waiver, examine, offends, read_waivers

from .settings import SETTINGS, Settings


class Bench:
    """The chosen regimes and the waivers, as the run's settings ask.

    Args:
        settings: what the run was asked for.

    Attributes:
        catalogue: the shipped one.
        regimes: those judged against, in alphabetical order of their ids.
        waivers: those of the settings' file.

    Raises:
        ConformanceError: the file of waivers is not readable.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.catalogue = load_catalogue()
        self.regimes: tuple[Regime, ...] = self.catalogue.select(settings.regimes)
        self.waivers: tuple[Waiver, ...] = read_waivers(settings.waivers, self.catalogue) if settings.waivers else ()

    @cached_property
    def _judge(self) -> Judge:
        return Judge(self.catalogue, self.settings.regimes)

    def examine(
        self,
        declaration: Declaration,
        *,
        as_of: date | None = None,
        markets: Sequence[str] | None = None,
        suppose_in_force: bool | None = None,
    ) -> Examination:
        """Return a declaration with the verdict on each codified requirement of the chosen regimes.

        Args:
            declaration: what is judged.
            as_of: the day whose law counts; that of the settings by default.
            markets: jurisdiction codes to assume besides those declared; those of the settings by default.
            suppose_in_force: whether to judge what is not in force as if it were; as the settings have it by default.
        """
        day = self.settings.as_of if as_of is None else as_of
        what_if = self.settings.markets if markets is None else markets
        if self.settings.evidence == "first-party":
            declaration = first_party(declaration)
        suppose = self.settings.suppose_in_force if suppose_in_force is None else suppose_in_force
        judged = derive(declaration.data, day)
        verdicts = self._judge(judged, as_of=day, waivers=self.waivers, what_if=what_if, suppose_in_force=suppose)
        return examine(declaration, judged, verdicts, self.catalogue, what_if)

    def offends(self, verdict: Verdict) -> bool:
        """Tell whether a verdict fails its test: it is not met, and its level and its regime count."""
        counts = Level(self.settings.level).includes(verdict.level)
        return counts and offends(verdict, strict=self.settings.strict, named=self.settings.regimes or ())


_BENCH = pytest.StashKey[Bench]()


def bench(config: pytest.Config) -> Bench:
    """Return the bench of a run.

    Raises:
        ConformanceError: as :class:`Bench`.
    """
    if _BENCH not in config.stash:
        config.stash[_BENCH] = Bench(config.stash[SETTINGS])
    return config.stash[_BENCH]
