"""A Word form, read into fiches and written from them."""
