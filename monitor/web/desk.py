"""What the web needs of the house, as one value that handlers find in the application."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from aiohttp import web

from monitor.domain.assessments import PersonalDataSpan
from monitor.ports import Guard, Now, PlanMoves, Store, User, WebhookReceiver
from monitor.services.access import Access
from monitor.services.act import Act
from monitor.services.approve import Approve
from monitor.services.callbacks import Callbacks
from monitor.services.close import Close
from monitor.services.connect import Connect
from monitor.services.correct import Correct
from monitor.services.health import Health
from monitor.services.keep_word import KeepWord
from monitor.services.learn import Learn
from monitor.services.pace import Terms
from monitor.services.playbooks import EditPlaybooks
from monitor.services.preview import Preview
from monitor.services.receive import Receive
from monitor.services.replay import Replay
from monitor.services.rescore import Rescore
from monitor.services.sign_off import SignOff
from monitor.services.situations import Situations

Mask = Callable[[str, tuple[PersonalDataSpan, ...]], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The services handlers call; `wake` tells the clock that there is work."""

    store: Store
    access: Access
    approve: Approve
    act: Act
    close: Close
    correct: Correct
    learn: Learn
    rescore: Rescore
    replay: Replay
    sign_off: SignOff
    word: KeepWord
    writing: timedelta  # how long a case stays with whoever opened it or last typed in it
    receive: Receive
    health: Health
    situations: Situations
    plan: PlanMoves
    guard: Guard
    mask: Mask
    receivers: Mapping[str, WebhookReceiver]
    metrics_token: str | None
    secure_cookies: bool
    now: Now
    wake: Callable[[str], None]
    callbacks: Callbacks | None = None
    connect: Connect | None = None
    playbooks: EditPlaybooks | None = None
    preview: Preview | None = None
    terms: Mapping[str, Terms] = field(default_factory=dict)
    public_url: str = ""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Vilnius"))  # of the times on the screens


DESK = web.AppKey("DESK", Desk)
USER = web.RequestKey("USER", User)
SEEN = web.RequestKey("SEEN", int)
