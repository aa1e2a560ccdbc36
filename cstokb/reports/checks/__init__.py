"""The checks by what they examine, and the single scan of the store that they share."""
