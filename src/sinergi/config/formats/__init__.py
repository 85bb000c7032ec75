"""How dates and numbers are written and read; Django's own ``id`` would read 02/14/2029 the American way."""
