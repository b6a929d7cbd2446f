"""Words that every room uses: enumerations with their Chinese terms, refusals, periods. No behaviour of its own."""
