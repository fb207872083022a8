"""gunicorn reads this file by itself when started in the project's folder.

``--preload`` lets one process check the settings and stop before any worker
starts. The access log has no address of a visitor, and no query, which may hold a
search or a private link.
"""

preload_app = True
worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 4
control_socket_disable = True
accesslog = None
access_log_format = "%(m)s %(U)s %(s)s %(B)s %(L)s"
