"""Rules: one file a finding code. The file owns severity, words and hint; its docstring is the manual page.

Rules that look at a resolved plan have a ``check``; the others describe what loading and resolving find.
"""
