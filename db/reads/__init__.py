"""Reads that several resolvers share: pages of a list, rows by key in the order asked."""
