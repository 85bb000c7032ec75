"""Words that every room shares: ids, terms, facts, stamps, viewers, refusals.

Standard library only. This is the lowest room: it knows no other.
"""
