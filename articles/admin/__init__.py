"""The desk: writing, reviewing, scheduling (room 2)."""
