"""Who stands in which sector and at which gate, why, why not, and what contradicts."""
