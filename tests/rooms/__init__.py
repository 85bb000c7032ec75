"""Areas and journal, each with a real database."""
