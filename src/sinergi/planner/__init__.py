"""Planning models: a problem in, a plan with bound and reasons out. No framework, no clock, no chance of its own.

``deployment``: who guards which TPS. Every ``solve(problem, *, budget, seed)`` returns the same plan for the same
arguments on every machine and under every executor: budgets are counts of work, never seconds, unless a caller asks
for seconds in so many words.
"""
