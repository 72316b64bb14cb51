"""Site generators: each folder here knows one, and nothing else does."""
