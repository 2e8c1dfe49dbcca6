"""What other programs write, as sections of a plan to look over, and what could not be carried over."""
