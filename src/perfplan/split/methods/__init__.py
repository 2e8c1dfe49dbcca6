"""Ways to spread a year over its months: one file each. A method returns weights and never rounds."""
