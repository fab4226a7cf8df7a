"""Settings: everything that is wrong is told at once, and secrets are never shown."""

from pathlib import Path

import pytest

from bot.settings import BadSettings, Settings, read
from tests.for_each import for_each

SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-made-up-1",
    "SLACK_APP_TOKEN": "xapp-made-up-2",
    "TENCENTCLOUD_SECRET_ID": "AKIDmadeup3",
    "TENCENTCLOUD_SECRET_KEY": "madeup4",
}


def settings(**more: str) -> Settings:
    return read(SECRETS | more, Path("no-such-file"))


def faults(variables: dict[str, str]) -> dict[str, str]:
    with pytest.raises(BadSettings) as bad:
        read(variables, Path("no-such-file"))
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


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("LOG_LEVEL=密".encode("gb18030"))
    with pytest.raises(BadSettings) as bad:
        read(SECRETS, tmp_path / ".env")
    assert ".env" in bad.value.message()


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
