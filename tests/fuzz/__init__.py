"""Whatever the bytes, what we promise holds: `promises` says what; `test_fuzz` tries some, `__main__` for hours."""
