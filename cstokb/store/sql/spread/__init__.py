"""A store spread over several PostgreSQL servers: its nodes, and its changes in two steps."""
