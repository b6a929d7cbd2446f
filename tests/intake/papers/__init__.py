"""What meetings give out, read back by other programs than those that wrote it."""
