"""The server of `whygrad mcp`: what a coding assistant may ask for over the Model Context Protocol.

Each tool is a command of the command line, run in a process of its own (`child`), so that both give the same JSON:
`tools` lists them, `folder` limits them, `running` runs them, `saying` puts an answer into words, `server` speaks the
protocol.
"""
