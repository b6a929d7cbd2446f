"""Acts by which facts come to the service: recorded, ended, withdrawn, and screened again in the same transaction."""
