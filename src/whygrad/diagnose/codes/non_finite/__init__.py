"""NaN or infinity."""
