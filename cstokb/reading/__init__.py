"""An article in; its sentences with dates, names and drafts of facts out. Pure: no clock, no I/O."""
