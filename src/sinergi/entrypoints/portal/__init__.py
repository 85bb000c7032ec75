"""What a stranger may fetch: the public log and how to verify it."""
