"""Texts of an author replaced by others: whole, kept, and undone on demand."""
