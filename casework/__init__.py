"""The life of a case: modes, statuses, working days and deadlines. Pure."""
