"""Experiments whose outcome is known, ready to be handed in."""
