"""What can be done to meetings, decisions and promises."""
