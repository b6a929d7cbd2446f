"""The checks of the house itself."""
