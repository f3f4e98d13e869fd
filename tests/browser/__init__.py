"""A package, so that server and browser end with its last test: Playwright's event loop stays out of the other tests.
"""
