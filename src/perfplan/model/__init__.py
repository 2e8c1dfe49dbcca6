"""What the program relies on: frozen dataclasses, standard library only."""
