"""Photos: originals kept, sizes out."""
