"""The page that finds cases; what was looked for stands in the form, not in the address."""

from aiohttp import web

from monitor.web.desk import DESK
from monitor.web.rendering import render
from monitor.web.search_views import find_cases

PAGE = "/search"


async def search_page(request: web.Request) -> web.Response:
    """Ask what to look for."""
    return render(request, "search.html", here="search", words="", found=None)


async def search(request: web.Request) -> web.Response:
    """Show what was found."""
    words = str((await request.post()).get("words", "")).strip()
    found = await find_cases(request.app[DESK], words) if words else None
    return render(request, "search.html", here="search", words=words, found=found)


ROUTES = (web.get(PAGE, search_page), web.post(PAGE, search))
