"""Bad values in the data."""
