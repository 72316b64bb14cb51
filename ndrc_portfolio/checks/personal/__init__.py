"""Personal data in what everybody can read: what looks like it, and is no organisation's."""
