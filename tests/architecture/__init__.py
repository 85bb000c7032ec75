"""The house rules, as tests: imports, sizes, words, files, docs that match the code."""
