"""Stores in one file: TinyDB's tables, read and written as canonical, sorted lines."""
