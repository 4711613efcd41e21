"""Curves drawn with a terminal's characters."""
