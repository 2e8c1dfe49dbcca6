"""One command a file, found by name; :mod:`perfplan.cli._command` says what such a file holds."""
