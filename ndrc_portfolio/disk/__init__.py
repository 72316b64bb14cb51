"""What of a disk is read, and what is kept on it from one run to the next."""
