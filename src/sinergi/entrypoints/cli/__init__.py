"""`sinergi …`: the same work from a shell, with progress, JSON and exit codes."""
