"""Public pages: the log as files (C2SP tlog-tiles) and how a stranger checks it. No sign-in, no bodies, no names."""
