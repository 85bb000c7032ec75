"""Letters, cards, rosters: content to PDF; check codes, QR. No Django."""
