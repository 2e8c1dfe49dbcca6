"""The ledger (台账): an append-only list of what people reported; the state of the work is its replay."""
