"""What clients may ask, and in what words: the only GraphQL in the house."""
