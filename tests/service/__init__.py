"""The service as a network and an operator meet it."""
