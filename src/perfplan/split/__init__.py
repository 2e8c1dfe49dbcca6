"""Splitting annual targets over units and time, exactly. Methods give weights; :mod:`.apportion` makes amounts."""
