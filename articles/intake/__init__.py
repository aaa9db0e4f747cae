"""Text and photos in, a draft out (room 1)."""
