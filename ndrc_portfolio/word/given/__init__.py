"""A Word file that was given: what it holds, which form it is, and the fiche that it becomes."""
