"""A package, so that server and browser end with its last test and Playwright's event loop stays out of the others."""
