"""Checkers that are wrong on purpose: our own engine, bent in one way each. ``python wrong.py NAME`` starts one."""

import os
import sys
import time
from datetime import date, timedelta
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "checkers"))

import engine
from lines import serve


def silent_is_met(judge, case, turn):
    given = judge(case)
    return "pass" if given == "undeclared" else given


def silent_is_broken(judge, case, turn):
    given = judge(case)
    return "fail" if given == "undeclared" else given


def unknown_is_exempt(judge, case, turn):
    given = judge(case)
    return "not-applicable" if given == "undetermined" else given


def ignores_dates(judge, case, turn):
    given = judge(case)
    return "fail" if given == "not-in-force" else given


def a_day_late(judge, case, turn):
    return judge({**case, "asOf": (date.fromisoformat(case["asOf"]) - timedelta(days=1)).isoformat()})


def applies_to_all(judge, case, turn):
    given = judge(case)
    return "fail" if given == "not-applicable" else given


def never_fails(judge, case, turn):
    given = judge(case)
    return "pass" if given == "fail" else given


def shifted(value):
    """Every number one less: what a checker sees that takes bounds as one step further than they are."""
    if isinstance(value, dict):
        return {name: shifted(member) for name, member in value.items()}
    if isinstance(value, list):
        return [shifted(item) for item in value]
    return value - 1 if isinstance(value, int) and not isinstance(value, bool) and value > 0 else value


def one_step_off(judge, case, turn):
    return judge({**case, "declaration": shifted(case["declaration"])})


def changes_its_mind(judge, case, turn):
    return judge(case) if turn % 2 else "not-in-force"


def dies(judge, case, turn):
    return os._exit(3) if turn % 10 == 9 else judge(case)


def hangs(judge, case, turn):
    return time.sleep(60) if turn == 5 else judge(case)


def babbles(judge, case, turn):
    if turn == 5:
        sys.stdout.write("let me think\n")
    return judge(case)


def main(name):
    bend = globals()[name]
    turns = count()

    def prepare(message):
        judge = engine.prepare(message)
        return lambda case: bend(judge, case, next(turns))

    serve(name, "0", prepare)


if __name__ == "__main__":
    main(sys.argv[1])
