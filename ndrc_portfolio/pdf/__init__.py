"""Paper: a browser that prints, page numbers, binding, measures."""
