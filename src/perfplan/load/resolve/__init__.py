"""From what was written to what the program relies on: names become objects, and every mistake a finding."""
