"""Who is put on which case: problem, model, explanation, check. Pure: the seed is an argument."""
