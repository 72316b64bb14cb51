"""The official forms, as data: what a schema says becomes a tree, and a layout."""
