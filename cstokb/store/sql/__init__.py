"""One store over two engines: SQLite in a file, PostgreSQL on a server.

`SqlStore` speaks one SQL; a `Database` is a connection to an engine and knows its dialect.
"""
