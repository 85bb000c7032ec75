"""What holds of meetings and promises, decided from what it is told. Pure."""
