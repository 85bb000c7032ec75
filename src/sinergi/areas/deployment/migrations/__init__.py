"""Tables over time; plain values only, no living code."""
