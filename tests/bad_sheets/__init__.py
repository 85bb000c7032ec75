"""Bad files, built in code: every way that a table has been seen to go wrong, with the code that must name it."""
