"""English, with the day before the month as everywhere on these screens."""
