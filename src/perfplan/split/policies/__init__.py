"""What the rest of a year must bring after the actuals, one policy a file; ``_policy.py`` says what a file holds."""
