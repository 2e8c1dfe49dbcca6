"""The command line: parse, call, render, exit code. Nothing outside this package knows of it."""
