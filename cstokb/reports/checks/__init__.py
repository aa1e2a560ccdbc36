"""The checks, by what they look at, and the one reading of the store that they share."""
