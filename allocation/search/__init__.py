"""A plan by search: quick, the same on every machine, and never without its proofs from elsewhere."""
