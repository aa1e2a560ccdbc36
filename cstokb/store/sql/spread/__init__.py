"""Stores whose rows lie on several PostgreSQL servers.

`nodes` creates one: a coordinator with tables that are partitioned over the nodes.
`SpreadStore` is one that is open; it changes in two steps (`journal`), so that what was cut
off half-way can be taken back (`recovery`).
"""
