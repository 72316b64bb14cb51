"""MkDocs 1.6: hooks that hand over what it has found, and write what a site is."""
