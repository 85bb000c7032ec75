"""Writes docs/reference from the code: nothing in that folder is typed by hand."""
