"""Ways to share a target over units: one file each. A method returns weights and never rounds."""
