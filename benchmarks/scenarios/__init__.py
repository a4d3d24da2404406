"""Scenarios of rival accounts: what they are is told in ``README.md``."""

from pathlib import Path

SCENARIOS = Path(__file__).parent
