"""Settings of all tests: examples may take as long as they need, because machines are shared and slow."""

from __future__ import annotations

import signal

from hypothesis import settings

settings.register_profile("perfplan", deadline=None, print_blob=True)
settings.load_profile("perfplan")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts its jobs in the background deaf to Ctrl-C, and commands that tests interrupt would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
