"""The command line: one module and one manual page for each command."""
