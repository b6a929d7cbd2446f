"""The order of an agenda when people leave for items: the fewest exits and entries that every limit allows."""
