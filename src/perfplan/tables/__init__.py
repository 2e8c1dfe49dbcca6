"""Facts for readers: typed rows that writers and the terminal draw alike."""
