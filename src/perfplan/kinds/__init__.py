"""Kinds of target: one file each, with what it adds to the spec and how it behaves over time and units."""
