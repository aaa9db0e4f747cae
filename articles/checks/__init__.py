"""What a reviewer is shown before approving (room 3)."""
