"""gunicorn reads this file by itself when started in the project's folder.

``--preload`` lets one process check the settings and stop before any worker
starts. Neither log has an address of a visitor, a query, which may hold a search, or
a link that opens something.
"""

from gunicorn.config import Config
from gunicorn.glogging import Logger

from cms.logs import Formatter


class WithoutSecrets(Logger):
    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                plain = handler.formatter
                handler.setFormatter(Formatter(plain._fmt, plain.datefmt))


logger_class = WithoutSecrets
preload_app = True
worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 4
control_socket_disable = True
accesslog = None
access_log_format = "%(m)s %(U)s %(s)s %(B)s %(L)s"
