"""Zero or missing gradients."""
