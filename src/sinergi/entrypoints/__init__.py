"""How people and machines come in; none knows another."""
