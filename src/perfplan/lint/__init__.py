"""One plan checked whole: what reading, rules and ledger say, less what is ignored, and safe repairs."""
