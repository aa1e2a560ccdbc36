"""Answers as pages of blocks, and pages as text: table, plain, JSON, CSV, Markdown."""
