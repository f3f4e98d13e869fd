"""The studio: a page on which a network trains in the browser, and the server that answers its questions.

The server keeps nothing of anybody: it lowers experiments to programs (`lowering`), judges posted traces (`judging`),
tries remedies (`trying`) and serves files (`files`). `wire` says what goes over the line, `security` who may ask for
how much, `app` puts it together, `serve` runs it for `whygrad play`. `web/` is the page.
"""

__all__: list[str] = []
