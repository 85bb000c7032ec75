"""The guard of every TPS: sectors, officers, mobile reserve, army, Linmas and the roster of three days.

``problem`` and ``result`` are the words; ``form`` reads and writes them as JSON. ``solve`` makes a plan, ``replan`` the
next one; ``check`` finds fault with either and shares no code with the makers. What they stand on: ``sectors``,
``people``, ``reserve``, ``roster``, and one door to the solver, ``engine``. ``nation`` makes and solves synthetic ones.
"""
