"""What can be done to guard plans and about absences."""
