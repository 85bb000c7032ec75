"""The only way in: facts are recorded, numbered, sealed, and can be verified and replayed by a stranger.

Trusted: the machine's disk and the log key on it. Who holds both can rewrite the whole log and be found only
by someone who kept an older checkpoint: witnesses, the kabupaten, a printed receipt.
"""
