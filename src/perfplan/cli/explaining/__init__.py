"""What can be explained, one form of question a file; :mod:`perfplan.cli.explaining._form` says what a file holds."""
