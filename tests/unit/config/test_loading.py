"""Settings: one clear line for each thing that is wrong, naming file and key."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.loading import ConfigError, load
from config.secret import Secret

ROOT = Path(__file__).parents[3]
BRAND = '[[brands]]\nname = "B"\n'
ACCOUNT = '[[accounts]]\nname = "a"\nnetwork = "x"\nbrand = "B"\nremote_id = "1"\n'


@pytest.fixture
def write(tmp_path):
    def to_file(text: str) -> Path:
        path = tmp_path / "aside.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return to_file


def test_an_empty_file_gives_the_defaults(write):
    settings = load(write(""), {})
    assert settings.store.url == "sqlite:///var/aside.db"
    assert settings.accounts == ()


def test_the_environment_goes_over_the_file(write):
    settings = load(write("[web]\nport = 1\n"), {"ASIDE_WEB__PORT": "8081", "ASIDE_LOG__LEVEL": "debug"})
    assert (settings.web.port, settings.log.level) == (8081, "debug")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[web]\nprot = 1\n", ["web", "`prot`"]),
        ('[web]\nport = "x"\n', ["web.port", "int"]),
        ("[web]\nport = 99999\n", ["web.port", "65535"]),
        ("[wbe]\n", ["`wbe`"]),
        ("web = 3\n", ["web", "object"]),
        ("accounts = 3\n", ["accounts"]),
        ('[web]\nmetrics_token = "plain"\n', ["web.metrics_token", "never as plain text"]),
        ('[web]\nmetrics_token = { env = "NOT_SET" }\n', ["web.metrics_token", "NOT_SET", "not set"]),
        ('[web]\nmetrics_token = { file = "/nowhere/secret" }\n', ["web.metrics_token", "/nowhere/secret"]),
        (BRAND + BRAND, ["brands", "'B'", "twice"]),
        (BRAND + ACCOUNT + ACCOUNT, ["accounts", "'a'", "twice"]),
        (ACCOUNT, ["accounts.a.brand", "'B'"]),
        (BRAND + ACCOUNT.replace('"a"', '"Not Allowed"'), ["accounts[0].name"]),
        ('[approval]\nlead_threats = ["savety"]\n', ["approval.lead_threats", "savety"]),
        ("[priority]\ndue_minutes_high = 900\n", ["priority", "due_minutes_high", "due_minutes_low"]),
        ("not toml", ["not valid TOML"]),
    ],
)
def test_what_is_wrong_is_one_line_that_names_file_and_key(write, text, said):
    path = write(text)
    with pytest.raises(ConfigError) as error:
        load(path, {})
    line = str(error.value)
    assert line.startswith(str(path))
    assert "\n" not in line or "TOML" in line
    for part in said:
        assert part in line


def test_a_variable_for_a_section_that_does_not_exist_is_named(write):
    with pytest.raises(ConfigError, match="ASIDE_WBE__PORT"):
        load(write(""), {"ASIDE_WBE__PORT": "1"})


def test_a_missing_file_says_what_to_copy(tmp_path):
    with pytest.raises(ConfigError, match=r"aside\.example\.toml"):
        load(tmp_path / "none.toml", {})


def test_secrets_come_from_environment_and_files_and_never_show_themselves(write, tmp_path):
    (tmp_path / "token").write_text("from-file\n", encoding="utf-8")
    text = f'[web]\nmetrics_token = {{ env = "T" }}\n[store]\npassword = {{ file = "{tmp_path}/token" }}\n'
    settings = load(write(text), {"T": "from-environment"})
    assert settings.web.metrics_token == Secret("from-environment")
    assert settings.store.password.reveal() == "from-file"
    assert "from-" not in repr(settings)


def test_keys_of_an_account_that_belong_to_its_network_are_kept_for_it(write):
    settings = load(write(BRAND + ACCOUNT + 'keywords = ["q"]\n'), {})
    assert settings.accounts[0].options == {"keywords": ["q"]}


def test_the_example_is_valid_and_names_every_secret_by_environment(monkeypatch):
    path = ROOT / "docs" / "aside.example.toml"
    names = {part.split('"')[1] for part in path.read_text(encoding="utf-8").split("env = ")[1:]}
    settings = load(path, dict.fromkeys(names, "x"))
    assert {account.network for account in settings.accounts} == {"x", "facebook", "instagram"}


def test_the_page_on_settings_is_what_the_command_prints():
    done = subprocess.run([sys.executable, "-m", "monitor", "settings"], capture_output=True, text=True, check=True)
    assert (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8") == done.stdout


@pytest.mark.parametrize("zone", ["Europe/Vilnus", "", "/etc/passwd", "Europe"])
def test_a_time_zone_that_does_not_exist_is_named(write, zone):
    with pytest.raises(ConfigError, match=r"pace\.time_zone"):
        load(write(f'[pace]\ntime_zone = "{zone}"\n'), {})
