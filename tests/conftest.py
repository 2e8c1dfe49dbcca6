"""Settings of all tests: examples may take as long as they need, because machines are shared and slow."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("perfplan", deadline=None, print_blob=True)
settings.load_profile("perfplan")
