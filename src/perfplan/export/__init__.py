"""One writer a format: facts and tables in, bytes out. Heavy libraries are imported inside their writer."""
