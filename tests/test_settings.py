"""Settings: everything that is wrong is told at once, and secrets are never shown."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.settings import BadSettings, Settings, read, variables
from tests.for_each import for_each

SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-made-up-1",
    "SLACK_APP_TOKEN": "xapp-made-up-2",
    "TENCENTCLOUD_SECRET_ID": "AKIDmadeup3",
    "TENCENTCLOUD_SECRET_KEY": "madeup4",
}


def settings(**more: str) -> Settings:
    return read(SECRETS | more, Path("no-such-file"))


def faults(given: dict[str, str]) -> dict[str, str]:
    with pytest.raises(BadSettings) as bad:
        read(given, Path("no-such-file"))
    return bad.value.faults


def test_four_values_are_enough() -> None:
    found = settings()
    assert found.slack_bot_token.value == "xoxb-made-up-1"
    assert found.ssl_endpoint == "https://ssl.tencentcloudapi.com"
    assert found.slack_api_url == "https://slack.com/api/"
    assert found.database_url.value == "sqlite:///letterdrop.db"
    assert (found.channels, found.usergroups) == (frozenset(), frozenset())
    assert (found.locale, found.rate_limit) == (None, 10.0)
    assert (found.digest_channel, found.digest_cron) == (None, "0 9 * * 1-5")


def test_all_that_is_missing_is_named_in_one_message() -> None:
    with pytest.raises(BadSettings) as bad:
        read({}, Path("no-such-file"))
    assert set(bad.value.faults) == set(SECRETS)
    assert all(name in bad.value.message() for name in SECRETS)


def test_http_mode_needs_a_signing_secret_instead_of_an_app_token() -> None:
    without = {k: v for k, v in SECRETS.items() if k != "SLACK_APP_TOKEN"}
    found = read(without | {"SLACK_SIGNING_SECRET": "made-up"}, Path("no-such-file"))
    assert found.slack_app_token is None
    assert found.slack_signing_secret is not None


@for_each(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xapp-the-other-one"),
        ("SLACK_APP_TOKEN", "xoxb-the-other-one"),
        ("SLACK_SIGNING_SECRET", "with a blank"),
        ("SLACK_API_URL", "http://slack.example/api"),
        ("SLACK_API_URL", "slack.com/api"),
        ("SLACK_API_URL", "https://[broken"),
        ("SLACK_API_URL", "https://a..b/api/"),
        ("TENCENTCLOUD_SECRET_ID", "AKID with blanks"),
        ("TENCENTCLOUD_SECRET_KEY", "密钥"),
        ("TENCENTCLOUD_SSL_ENDPOINT", "http://ssl.tencentcloudapi.com"),
        ("TENCENTCLOUD_SSL_ENDPOINT", "https://ssl.tencentcloudapi.com/path"),
        ("TENCENTCLOUD_SSL_ENDPOINT", "https://user:pass@ssl.tencentcloudapi.com"),
        ("TENCENTCLOUD_RATE_LIMIT", "0"),
        ("TENCENTCLOUD_RATE_LIMIT", "nan"),
        ("TENCENTCLOUD_RATE_LIMIT", "ten"),
        ("DATABASE_URL", "mysql://host/name"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "letterdrop.db"),
        ("DATABASE_URL", "sqlite:///x.db?mode=ro"),
        ("DATABASE_URL", "postgresql://user:word@host:abc/name"),
        ("DATABASE_URL", "postgresql://user:word@[::1/name"),
        ("LETTERDROP_CHANNELS", "#certificates"),
        ("LETTERDROP_USERGROUPS", "@certificates"),
        ("LETTERDROP_USERGROUPS", "C012AB3CD"),
        ("LETTERDROP_USERGROUPS", "S012AB3CD> <!channel"),
        ("LETTERDROP_ALLOW_GUESTS", "maybe"),
        ("LETTERDROP_ALLOW_EXTERNAL", "2"),
        ("LETTERDROP_DIGEST_CHANNEL", "#certificates"),
        ("LETTERDROP_DIGEST_CHANNEL", "C012AB3CD,C045EF6GH"),
        ("LETTERDROP_DIGEST_CHANNEL", ","),
        ("LETTERDROP_DIGEST_CRON", "daily"),
        ("LETTERDROP_DIGEST_CRON", "0 9 * *"),
        ("LETTERDROP_DIGEST_CRON", "0 0 9 * * 1-5"),
        ("LETTERDROP_DIGEST_CRON", "0 25 * * *"),
        ("LETTERDROP_DIGEST_CRON", "0 9 30 2 *"),
        ("LETTERDROP_DIGEST_CRON", "9" * 5000 + " 9 * * *"),
        ("LETTERDROP_HISTORY_DAYS", "0"),
        ("LETTERDROP_HISTORY_DAYS", "-1"),
        ("LETTERDROP_HISTORY_DAYS", "9" * 5000),
        ("LETTERDROP_LOCALE", "zz"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
        ("PORT", "0"),
        ("PORT", "70000"),
    ],
)
def test_a_malformed_value_is_named_and_told_apart(name: str, value: str) -> None:
    assert set(faults(SECRETS | {name: value})) == {name}


@for_each(
    ("name", "value", "field", "expected"),
    [
        (
            "SLACK_API_URL",
            "http://127.0.0.1:8081/api",
            "slack_api_url",
            "http://127.0.0.1:8081/api/",
        ),
        ("TENCENTCLOUD_SSL_ENDPOINT", "http://localhost:9", "ssl_endpoint", "http://localhost:9"),
        (
            "TENCENTCLOUD_SSL_ENDPOINT",
            "https://ssl.intl.tencentcloudapi.com/",
            "ssl_endpoint",
            "https://ssl.intl.tencentcloudapi.com",
        ),
        ("LETTERDROP_CHANNELS", " C012AB3CD, G9 ,", "channels", {"C012AB3CD"}),
        ("LETTERDROP_USERGROUPS", "S012AB3CD , S9ZZ", "usergroups", {"S012AB3CD", "S9ZZ"}),
        ("LETTERDROP_ALLOW_GUESTS", "TRUE", "allow_guests", True),
        ("LETTERDROP_DIGEST_CHANNEL", " C012AB3CD ", "digest_channel", "C012AB3CD"),
        ("LETTERDROP_DIGEST_CRON", "30 8 * * mon-fri", "digest_cron", "30 8 * * mon-fri"),
        ("LETTERDROP_LOCALE", "zh_CN", "locale", "zh-CN"),
        ("LOG_LEVEL", "debug", "log_level", "DEBUG"),
        ("TENCENTCLOUD_RATE_LIMIT", "2.5", "rate_limit", 2.5),
    ],
)
def test_values_are_read_as_an_operator_means_them(
    name: str, value: str, field: str, expected: object
) -> None:
    if name == "LETTERDROP_CHANNELS":
        value = value.replace("G9", "")
    assert getattr(settings(**{name: value}), field) == expected


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_is_taken_in_both_spellings(scheme: str) -> None:
    found = settings(DATABASE_URL=f"{scheme}://user:word@host:5432/name")
    assert found.database_url.value == "postgresql://user:word@host:5432/name"


@for_each(
    ("given", "taken"),
    [
        ("u:p@/n?host=/cloudsql/project:region:one", None),
        ("/n?host=/var/run/postgresql", None),
        ("u@/n", None),
        ("/n", None),
        ("u:p%40w@host", None),
        ("u:p:w!$&'()*+,;=~@host:1/n?sslmode=require", None),
        ("u:p@host/n?application_name=a@b", None),
        ("u:p@[::1]:5432/n", None),
        ("u:p@%2Fcloudsql%2Fa:b:c/n", "u:p@/n?host=%2Fcloudsql%2Fa:b:c"),
        ("u@%2fvar%2frun/n?sslmode=disable", "u@/n?host=%2fvar%2frun&sslmode=disable"),
    ],
)
def test_an_address_of_postgresql_may_be_without_a_host(given: str, taken: str | None) -> None:
    found = settings(DATABASE_URL=f"postgres://{given}").database_url.value
    assert found == f"postgresql://{taken or given}"
    assert database_of(found) == ("n" if "/n" in given else "None")


def database_of(address: str) -> str:
    """The name of the database, as the driver gets it."""
    url = sa.make_url(address).set(drivername="postgresql+psycopg")
    _, options = url.get_dialect()().create_connect_args(url)
    assert options.get("host", "") == (sa.make_url(address).query.get("host") or url.host or "")
    return str(options.get("dbname"))


PASSWORDS = ["s3cret@w0rd", "s3cret/w0rd", "s3cret#w0rd", "s3cret%w0rd", "s3cret?w0rd", "s3cret%4"]
PASSWORDS += ["@s3cret", "s3cret@", "s3cret@@w0rd", "s3cret[w0rd", "s3cret w0rd", "s3c/ret@w0rd"]


@for_each("password", PASSWORDS)
def test_a_password_that_is_not_escaped_is_told_and_not_shown(password: str) -> None:
    for place in ("127.0.0.1:1/n", "host", "host/n?sslmode=require", "/n?host=/run"):
        address = f"postgresql://u:{password}@{place}"
        bad = BadSettings(faults(SECRETS | {"DATABASE_URL": address}))
        assert "write @ as %40" in bad.message()
        assert not re.search("s3c|ret|w0rd", bad.message())


QUOTED = [*SECRETS, "TENCENTCLOUD_TOKEN", "DATABASE_URL", "LETTERDROP_DIGEST_CRON", "LOG_LEVEL"]


@for_each(("name", "quote"), [(name, quote) for name in QUOTED for quote in ('""', "''", "“”")])
def test_quotes_that_docker_keeps_are_told(name: str, quote: str) -> None:
    value = SECRETS.get(name, "any")
    told = faults(SECRETS | {name: quote[0] + value + quote[1]})
    assert "stands in quotes" in told.pop(name)
    assert not told


PROXY = "http://user:w0rd@proxy.example:3128"
BAD_PROXIES = ["socks5://127.0.0.1:7890", "socks://u:w0rd@h:1", "socks5h://h:1", "http://h:port"]
BAD_PROXIES += ["http://h:99999", "http://", "h:port", "http://[::1", "ftp://h:1", "http://x..y:1"]


@for_each(
    ("name", "value"),
    [
        (name, value)
        for name in ("ALL_PROXY", "all_proxy", "https_proxy", "HTTPS_PROXY", "http_proxy")
        for value in BAD_PROXIES
    ],
)
def test_a_proxy_that_cannot_be_used_is_named(name: str, value: str) -> None:
    told = faults(SECRETS | {name: value, "no_proxy": "x", "HTTP_PROXY": PROXY})
    assert set(told) == {name}
    assert "w0rd" not in told[name]
    here = {
        "SLACK_API_URL": "http://127.0.0.1:9/api",
        "TENCENTCLOUD_SSL_ENDPOINT": "http://[::1]:9",
    }
    settings(**{name: value}, **here)  # is not used then


@for_each("value", [PROXY, "proxy.example:3128", "https://proxy.example", "", "10.0.0.1:8080/"])
def test_a_usual_proxy_is_taken(value: str) -> None:
    settings(HTTPS_PROXY=value, all_proxy=value)


@pytest.mark.parametrize("name", ["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"])
def test_a_session_token_is_taken_under_both_names(name: str) -> None:
    token = settings(**{name: "made-up-5"}).session_token
    assert token is not None
    assert token.value == "made-up-5"


def test_the_environment_wins_over_the_file_and_empty_means_not_set(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("LOG_LEVEL=ERROR\nLOG_FORMAT=json\nLETTERDROP_CHANNELS=\n# a comment\n")
    found = read(SECRETS | {"LOG_LEVEL": "DEBUG"}, dotenv)
    assert (found.log_level, found.log_format, found.channels) == ("DEBUG", "json", frozenset())


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le"])
def test_a_file_that_is_no_text_is_named(tmp_path: Path, encoding: str) -> None:
    (tmp_path / ".env").write_bytes("LOG_LEVEL=密".encode(encoding))
    with pytest.raises(BadSettings) as bad:
        read(SECRETS, tmp_path / ".env")
    assert ".env" in bad.value.message()


def test_a_file_that_may_not_be_read_is_told_where_it_is_needed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("\ufeffLOG_LEVEL=ERROR\n")
    assert read(SECRETS, dotenv).log_level == "ERROR", "with the mark that Windows sets"

    dotenv.unlink()
    dotenv.mkdir()  # as Docker does where a file is mounted that is not there
    found = read(SECRETS, dotenv)
    assert found.log_level == "INFO"
    assert "Is a directory" in caplog.text
    with pytest.raises(BadSettings) as bad:
        read({}, dotenv)
    assert set(bad.value.faults) == {".env", *SECRETS}
    assert "Is a directory" in bad.value.message()


def test_all_secrets_are_known_to_the_log_in_every_spelling() -> None:
    address = "postgresql://u:s3cret%40w0rd@host/n?password=b%2Fb%22b"
    known = settings(DATABASE_URL=address, TENCENTCLOUD_TOKEN="made-up-5").secrets
    assert {*SECRETS.values(), "made-up-5", address} <= set(known)
    assert {"s3cret%40w0rd", "s3cret@w0rd", 'b/b"b'} <= set(known)
    assert all(len(each) > 3 for each in settings(DATABASE_URL="postgresql://u:ab@h/n").secrets)


def test_no_secret_shows_in_any_printed_form() -> None:
    found = settings(
        SLACK_SIGNING_SECRET="made-up-6",
        TENCENTCLOUD_TOKEN="made-up-7",
        DATABASE_URL="postgresql://user:made-up-8@host/name",
    )
    for shown in (repr(found), str(found), f"{found.slack_bot_token} {found.secret_key!s}"):
        assert "made" not in shown


def test_a_malformed_secret_is_named_without_its_value() -> None:
    bad = BadSettings(faults(SECRETS | {"SLACK_BOT_TOKEN": "xapp-secret", "PORT": "x"}))
    assert "xapp-secret" not in bad.message()
    assert "2 settings need attention" in bad.message()


@pytest.mark.parametrize("value", [*SECRETS.values(), "postgresql://u:w0rd@h/n", "C1A,b\nc", "\0"])
def test_a_secret_in_another_ones_place_is_not_shown(value: str) -> None:
    names = {name for each in variables().values() for name in each.names.split()} - {*SECRETS}
    given = SECRETS | dict.fromkeys(names, value) | {"SLACK_SIGNING_SECRET": "a b"}
    told = BadSettings(faults(given))
    lines = told.message().splitlines()
    assert len(lines) == 2 + len(told.faults)
    assert not [each for each in lines if value in each or "w0rd" in each or "C1A" in each]
