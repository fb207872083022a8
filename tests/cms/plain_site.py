"""A site of two addresses, for the web server's own logs."""


def application(environ, start_response):
    if environ["PATH_INFO"] == "/broken":
        raise RuntimeError("A fault of the site")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"Fatto"]
