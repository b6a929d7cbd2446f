"""Every test of the house."""

import gc

gc.set_threshold(50_000, 20, 50)
"""Set before anything else is loaded, all of which stays, and is not looked through again and again."""
