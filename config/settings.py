"""Every setting of Aside with its type, default and meaning; frozen, and parsed once at the edge.

What belongs to one network is typed by that network's plug-in (`networks.<name>` and the account keys beyond the
common ones); here those stay plain tables.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from config.secret import Secret

Seconds = Annotated[float, Meta(ge=0)]
Positive = Annotated[float, Meta(gt=0)]
Points = Annotated[int, Meta(ge=0, le=100)]
Threat = Literal["safety", "legal", "regulator", "media", "fraud", "churn", "self_harm", "abuse"]
"""What the analyser calls a threat; a misspelt one in the policy would ask nobody."""


class StoreSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where everything is kept."""

    url: Annotated[
        str,
        Meta(description="`sqlite:///file` (one process) or `postgresql://user@host/name` (password in the secret)"),
    ] = "sqlite:///var/aside.db"
    password: Annotated[Secret | None, Meta(description="Password of the PostgreSQL user")] = None
    token_key: Annotated[
        Secret | None,
        Meta(description="Key (Fernet) that tokens of accounts connected in the browser are encrypted with"),
    ] = None
    raw_days: Annotated[
        float,
        Meta(
            ge=2,
            description="How long what networks sent is kept word for word, in days; texts and figures stay. Webhooks "
            "are repeated for a day and a half",
        ),
    ] = 35.0


class WebSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The inbox and the HTTP API."""

    host: Annotated[str, Meta(description="Address to listen on")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=0, le=65535, description="Port to listen on; 0 takes a free one")] = 8080
    public_url: Annotated[str, Meta(description="Address under which people and networks reach this service")] = ""
    session_hours: Annotated[float, Meta(gt=0, description="How long a log-in lasts")] = 12.0
    time_zone: Annotated[str, Meta(description="Time zone of the times on the screens")] = "Europe/Vilnius"
    metrics_token: Annotated[
        Secret | None, Meta(description="Bearer token for `/metrics`; without it `/metrics` answers 404")
    ] = None


class LogSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is logged; never texts, handles or tokens."""

    level: Annotated[Literal["debug", "info", "warning", "error"], Meta(description="Lowest level written")] = "info"
    format: Annotated[Literal["json", "console"], Meta(description="One JSON object a line, or for people")] = "json"


class BrandSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A brand and what its answers may say."""

    name: Annotated[str, Meta(min_length=1, description="Name as customers know it")]
    language: Annotated[Literal["lt", "pl", "en"], Meta(description="Language when a text does not tell")] = "lt"
    contacts: Annotated[
        tuple[str, ...],
        Meta(description="The brand's own published phones, e-mails and addresses: allowed in replies"),
    ] = ()
    signature: Annotated[str, Meta(description="How replies are signed, for example a team's name")] = ""
    hours: Annotated[
        tuple[str, ...],
        Meta(
            description="Business hours: `mon-fri 08:00-20:00`, `sat 10:00-16:00`, `2026-12-24 closed`; outside them "
            "the policy may let an acknowledgement go; empty = always open"
        ),
    ] = ()
    time_zone: Annotated[str, Meta(description="Time zone of those hours")] = "Europe/Vilnius"
    survey_after_hours: Annotated[
        Positive, Meta(description="How long after an answer the policy may let a survey go, in hours")
    ] = 3.0


class AccountSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One Page, Instagram account or X handle of ours; further keys belong to its network."""

    name: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]*$", description="Short name, unique, lower case")]
    network: Annotated[str, Meta(description="`x`, `facebook`, `instagram`, or an installed plug-in's name")]
    brand: Annotated[str, Meta(description="Name of a brand above")]
    remote_id: Annotated[str, Meta(min_length=1, description="The account's id on the network")]
    handle: Annotated[str, Meta(description="The account's public name on the network, without @")] = ""
    poll_seconds: Annotated[
        Positive | None, Meta(description="Pause between polls of one stream; default: the network's own")
    ] = None
    backfill_hours: Annotated[float, Meta(gt=0, description="How far back the first poll reaches")] = 72.0
    options: Mapping[str, Any] = field(default_factory=dict)


class AnalysisSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What judges texts beside the built-in models."""

    transformers: Annotated[
        Mapping[Literal["lt", "pl", "en"], str],
        Meta(
            description='Folder of a transformer that tells the mood of a language: `{ pl = "/srv/models/pl" }` with '
            "`model.onnx`, `tokenizer.json` and `config.json`; needs the extra `transformers`, and the built-in model "
            "stands in for what cannot be loaded"
        ),
    ] = {}
    transformer_threads: Annotated[int, Meta(ge=1, description="Cores a transformer may use")] = 1
    transformer_batch: Annotated[int, Meta(ge=1, description="Texts a transformer reads together")] = 32
    transformer_evidence: Annotated[
        bool,
        Meta(description="Whether the words that decided are looked for: clear texts are read up to nine times over"),
    ] = True


class PrioritySettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Points per reason, and how soon an answer is due."""

    complaint: Annotated[Points, Meta(description="For a certain complaint; less for a likely one")] = 30
    negative: Annotated[Points, Meta(description="For the worst mood; less for a milder one")] = 15
    question: Annotated[Points, Meta(description="For a question")] = 10
    urgency: Annotated[Points, Meta(description="For each of the three urgency levels")] = 15
    reply: Annotated[Points, Meta(description="For a customer's reply to our answer, unless it only thanks")] = 30
    threat_floor: Annotated[Points, Meta(description="A safety, legal or self-harm matter never has fewer points")] = 80
    personal_data: Annotated[Points, Meta(description="For personal data standing in public")] = 35
    public: Annotated[Points, Meta(description="For a complaint that others can read")] = 5
    reach: Annotated[Points, Meta(description="For an author with 100,000 followers or more; less for fewer")] = 10
    repeat: Annotated[Points, Meta(description="For a customer who writes again before our answer")] = 10
    waiting: Annotated[
        Points, Meta(description="For a customer who writes again after a day without answer; less for a shorter wait")
    ] = 10
    closing_window: Annotated[
        Points, Meta(description="For a network's window for private answers that is about to close")
    ] = 40
    closing_hours: Annotated[
        float, Meta(ge=0, description="How long before such a window closes its case is brought ahead, in hours")
    ] = 3.0
    promise_due: Annotated[Points, Meta(description="For a promise of ours that is about to lapse")] = 40
    due_minutes_low: Annotated[int, Meta(gt=0, description="Answer time at 0 points, in minutes")] = 480
    due_minutes_high: Annotated[int, Meta(gt=0, description="Answer time at 100 points, in minutes")] = 15
    head_start_hours: Annotated[
        float,
        Meta(
            ge=0,
            description="How far 100 points pass older cases in the inbox, in hours; grows as the square",
        ),
    ] = 240.0

    def __post_init__(self) -> None:
        """Raises ValueError when grave matters would be answered later than light ones."""
        if self.due_minutes_high > self.due_minutes_low:
            raise ValueError("due_minutes_high is longer than due_minutes_low; the graver, the sooner")


class SendingSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Approval and delivery."""

    undo_seconds: Annotated[Seconds, Meta(description="How long an approved reply can still be taken back")] = 10.0
    lease_seconds: Annotated[
        float, Meta(gt=0, description="How long one delivery may take before it counts as unknown")
    ] = 60.0
    max_attempts: Annotated[int, Meta(ge=1, description="Attempts before a person is asked")] = 5
    threads: Annotated[
        bool, Meta(description="Whether a public answer too long for one post of X goes on as a thread")
    ] = False


class ApprovalSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who must approve a reply, and what may leave without a person."""

    follow_playbooks: Annotated[
        bool, Meta(description="Whether a playbook's own `approval` (agent, lead, two) counts")
    ] = True
    lead_points: Annotated[Points, Meta(description="From so many points a lead approves; 0 = points ask nobody")] = 0
    lead_threats: Annotated[tuple[Threat, ...], Meta(description="Threats for which a lead approves")] = (
        "safety",
        "legal",
        "regulator",
        "media",
        "fraud",
        "self_harm",
    )
    two_threats: Annotated[tuple[Threat, ...], Meta(description="Threats for which two people approve")] = ()
    lead_from_euros: Annotated[Positive, Meta(description="A text that names so much money needs a lead")] = 50.0
    two_from_euros: Annotated[Positive, Meta(description="A text that names so much money needs two people")] = 500.0
    zloty_per_euro: Annotated[Positive, Meta(description="At which rate złoty count")] = 4.25
    pounds_per_euro: Annotated[Positive, Meta(description="At which rate pounds count")] = 0.87
    deputy: Annotated[str, Meta(description="User whose word counts as a lead's when a lead would be too late")] = ""
    deputy_minutes: Annotated[
        float, Meta(ge=0, description="How long before the answer is due the deputy is asked, in minutes")
    ] = 15.0
    writing_seconds: Annotated[
        Positive, Meta(description="How long a case stays with whoever opened it or last typed in it")
    ] = 120.0
    automatic: Annotated[
        tuple[str, ...],
        Meta(description="Playbooks whose template texts leave without a person; empty = none ever does"),
    ] = ()
    automatic_a_day: Annotated[int, Meta(ge=0, description="How many answers may leave so in one UTC day")] = 50


class ModelSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A language model that rewords drafts; it sees covered texts only, and people approve what it wrote."""

    url: Annotated[
        str, Meta(description="OpenAI-compatible endpoint, for example `http://127.0.0.1:11434/v1`; empty = no model")
    ] = ""
    name: Annotated[str, Meta(description="Name of the model at that endpoint")] = ""
    key: Annotated[Secret | None, Meta(description="Bearer token of the endpoint, where it wants one")] = None
    timeout_seconds: Annotated[Positive, Meta(description="How long one text may take before the template stands")] = (
        20.0
    )
    ai_replies_approved: Annotated[
        bool, Meta(description="Whether X has consented in writing to replies a model worded")
    ] = False


class PromiseSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Times named in our answers."""

    alarm_hours: Annotated[
        float, Meta(ge=0, description="How long before it lapses a promise brings its case back, in hours")
    ] = 4.0


class ClockSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How often the service looks for work."""

    sweep_seconds: Annotated[float, Meta(gt=0, description="Pause between looks at what is due")] = 1.0
    jitter_seconds: Annotated[Seconds, Meta(description="Random delay added to each look")] = 0.2
    poll_lease_seconds: Annotated[
        float, Meta(gt=0, description="How long one poll may take before another may start")
    ] = 120.0


class PaceSettings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How the pause between polls follows what goes on."""

    shortest_seconds: Annotated[Positive, Meta(description="Shortest pause, while a stream is hot")] = 15.0
    longest_seconds: Annotated[Positive, Meta(description="Longest pause of a quiet stream")] = 600.0
    quiet_factor: Annotated[
        float, Meta(ge=1, description="How many times the usual pause a stream waits after two quiet hours")
    ] = 5.0
    night_factor: Annotated[float, Meta(ge=1, description="How many times more at night")] = 2.0
    pushed_factor: Annotated[
        float, Meta(ge=1, description="How many times the usual pause while webhooks bring everything")
    ] = 10.0
    night_from: Annotated[int, Meta(ge=0, le=23, description="Hour at which nights begin")] = 23
    night_until: Annotated[
        int, Meta(ge=0, le=23, description="Hour at which nights end; the same as the beginning: no nights")
    ] = 6
    time_zone: Annotated[str, Meta(description="Time zone of those hours")] = "Europe/Vilnius"


class Settings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole of `aside.toml`."""

    store: StoreSettings = field(default_factory=StoreSettings)
    web: WebSettings = field(default_factory=WebSettings)
    log: LogSettings = field(default_factory=LogSettings)
    clock: ClockSettings = field(default_factory=ClockSettings)
    pace: PaceSettings = field(default_factory=PaceSettings)
    analysis: AnalysisSettings = field(default_factory=AnalysisSettings)
    priority: PrioritySettings = field(default_factory=PrioritySettings)
    sending: SendingSettings = field(default_factory=SendingSettings)
    approval: ApprovalSettings = field(default_factory=ApprovalSettings)
    promises: PromiseSettings = field(default_factory=PromiseSettings)
    model: ModelSettings = field(default_factory=ModelSettings)
    brands: tuple[BrandSettings, ...] = ()
    accounts: tuple[AccountSettings, ...] = ()
    networks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def brand(self, name: str) -> BrandSettings:
        """Return the brand of that name; the loader has checked that accounts name only brands that exist."""
        return next(brand for brand in self.brands if brand.name == name)
