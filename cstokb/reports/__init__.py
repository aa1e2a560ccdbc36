"""One question each: knowledge in, a small immutable answer out; `today` is an argument."""
