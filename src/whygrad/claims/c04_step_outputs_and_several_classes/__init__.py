"""C04: step units cannot solve a problem with several classes."""
