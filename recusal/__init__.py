"""Who must stand aside from what, and on which ground. Pure: no database, no clock, no chance."""
