"""Public training programs, from clones of their own repositories: those that train well, and those with a mistake."""
