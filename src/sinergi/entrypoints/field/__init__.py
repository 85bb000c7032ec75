"""The phone of a card holder: sign in with a card, see the own post."""
