"""The life of a case, without a database."""
