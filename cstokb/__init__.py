"""A command-line knowledge base of dated, sourced facts on the CSTO."""

__version__ = "0.1.0"
