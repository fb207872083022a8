"""For Celery processes that a test starts: its database, simulator and queue.

What a process cannot know comes in one variable; everything else is as in the
test's own settings. A queue of its own, because a Redis or RabbitMQ is shared by
all workers of pytest-xdist.
"""

from __future__ import annotations

import json
from datetime import timedelta

from cms.settings.test import *

_given = json.loads(os.environ["TEST_PROCESS"])
DATABASES["default"]["NAME"] = _given["database"]
NETWORKS = _given["networks"]
CREDENTIALS_KEYS = _given["keys"]
MAIL_BACKEND = env.email_url("EMAIL_URL")["EMAIL_BACKEND"]
CELERY_TASK_DEFAULT_QUEUE = _given["queue"]
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / f"beat-{_given['queue']}")
CELERY_BEAT_SCHEDULE["dispatch"] |= {
    "schedule": timedelta(seconds=1),
    "options": {"expires": 5},
}
