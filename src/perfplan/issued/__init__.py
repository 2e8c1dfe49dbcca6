"""What was issued: the split as people were given it, kept in the plan, and what has changed since."""
