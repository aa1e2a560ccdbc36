"""What a fact is, and what can be asked of it: pure values, no I/O, no clock."""
