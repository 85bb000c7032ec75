"""Tests of Sinergi, in four rooms: thinking, rooms, journeys, architecture."""
