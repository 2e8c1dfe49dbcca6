"""Published rule sets for lamps, one file each: a plan names one with ``lamps: {preset: sanya-projects}``."""
