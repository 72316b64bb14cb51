"""The command `ndrc`."""
