"""The program as a web server sees it: the application, and beside it the one sequencer and the clerk."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinergi.config.settings")
application = get_wsgi_application()

if os.environ.get("SINERGI_SEQUENCER") == "1":  # set by `sinergi serve` and `sinergi demo`
    from sinergi.entrypoints.clerk import Clerk
    from sinergi.journal.sequencer import Sequencer

    Sequencer().start()
    Clerk().start()
