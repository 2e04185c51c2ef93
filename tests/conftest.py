"""What every test shares: Hypothesis without deadlines, since a busy machine is not a slow program."""

from hypothesis import settings

settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
