"""Data that lie in files: where they are looked for, how they get there, and the formats they have."""
