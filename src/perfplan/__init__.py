"""perfplan: annual targets into owned, dated work."""

__version__ = "0.1.0"
