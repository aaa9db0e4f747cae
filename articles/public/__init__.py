"""What readers get (room 6)."""
