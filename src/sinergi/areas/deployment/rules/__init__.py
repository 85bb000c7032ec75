"""What holds of guard plans: their states, the problem that a plan answers, moves by hand, comparison, names. Pure."""
