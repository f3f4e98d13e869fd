"""The remedies, one per file: a new file here is a new remedy, found by listing the folder.

docs/internals/add-a-remedy.md shows how to write one. A file defines `REMEDY`; files that begin with an underscore are
passed over.
"""
