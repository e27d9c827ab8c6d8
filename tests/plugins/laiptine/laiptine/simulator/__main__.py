"""`python -m laiptine.simulator PORT`: Laiptinė as a process of its own."""

import sys

from aiohttp import web

from laiptine.simulator.api import build_app

web.run_app(build_app(), host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)
