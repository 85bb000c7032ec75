"""The one door to HiGHS, and models collected for it."""
