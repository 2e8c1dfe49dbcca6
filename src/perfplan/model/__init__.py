"""What the program relies on: frozen records, made of the standard library and msgspec only."""
