"""What meetings give out: official documents, tables and a calendar. Pure: frozen values in, bytes out, no clock."""
