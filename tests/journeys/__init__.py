"""Through the entrypoints, as a story; in a real browser where it matters."""
