"""The machine as one more user: notes what the rule pack says is owed, reminds, opens roll-calls at their hour.

``rounds`` is one round of work; ``Clerk`` goes on his rounds in the background of the server. He uses the same
commands as people do, and knows nothing that they do not.
"""

from __future__ import annotations

from sinergi.entrypoints.clerk.worker import Clerk

__all__ = ["Clerk"]
