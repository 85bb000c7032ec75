"""The guard of every TPS: sectors, officers, mobile reserve, army, Linmas and the roster of three days.

``problem`` and ``result`` are the words; ``form`` reads and writes them as JSON; ``solve`` makes a plan and ``check``
finds fault with it, sharing no code with the makers.
"""
