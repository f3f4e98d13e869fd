"""The documentation site and what is generated for it. No part of the installed package."""
