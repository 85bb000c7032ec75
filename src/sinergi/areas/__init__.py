"""What a kecamatan does, in the order news travels: an upper area may ask a lower one, never the reverse."""
