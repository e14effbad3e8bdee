"""Settings from flags and environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.settings import Secret, Settings, SettingsError


def test_defaults_stand_alone() -> None:
    assert Settings.load({}) == Settings()


def test_a_flag_wins_over_the_environment() -> None:
    assert Settings.load({"RASID_KAFKA": "a:1", "RASID_PARTITIONS": "3"}, kafka="b:2").kafka == "b:2"


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.load({"RASID_KAFKA": "nowhere", "RASID_STORE": "tape", "RASID_ATTEMPTS": "many"})
    lines = str(caught.value).splitlines()
    assert [line.partition(":")[0] for line in lines] == ["RASID_ATTEMPTS", "RASID_KAFKA", "RASID_STORE"]


def test_a_secret_may_be_a_file_and_is_never_shown(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("xoxb-hidden\n")
    loaded = Settings.load({"RASID_SLACK_TOKEN_FILE": str(file)})
    assert loaded.slack_token == Secret("xoxb-hidden")
    assert "hidden" not in f"{loaded!r} {loaded.slack_token} {loaded.slack_token!r}"


def test_a_missing_secret_file_is_a_named_problem(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"RASID_SLACK_TOKEN: .*nothing"):
        Settings.load({"RASID_SLACK_TOKEN_FILE": str(tmp_path / "nothing")})


def test_sasl_and_tls_pass_through() -> None:
    loaded = Settings.load({"RASID_KAFKA_PROTOCOL": "SASL_SSL", "RASID_KAFKA_MECHANISM": "SCRAM-SHA-512",
                            "RASID_KAFKA_USER": "u", "RASID_KAFKA_PASSWORD": "p"})  # fmt: skip
    client = loaded.client()
    assert (client["security_protocol"], client["sasl_mechanism"]) == ("SASL_SSL", "SCRAM-SHA-512")
    assert (client["sasl_plain_username"], client["sasl_plain_password"]) == ("u", "p")
    assert client["ssl_context"].check_hostname


def test_sasl_without_a_user_is_told() -> None:
    with pytest.raises(SettingsError, match="SASL needs a user"):
        Settings.load({"RASID_KAFKA_PROTOCOL": "SASL_PLAINTEXT"})
