"""Scenarios of rival accounts, described in ``README.md``."""

from pathlib import Path

SCENARIOS = Path(__file__).parent
