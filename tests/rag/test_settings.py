"""Settings that cannot be used are said, not passed over."""

from __future__ import annotations

import pytest

from rag import SettingsError, read_language, read_settings


@pytest.mark.parametrize("value", ["soon", "0", "-3", "nan", "inf"])
def test_a_time_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("PARACITE_MODEL_TIMEOUT", value)
    with pytest.raises(SettingsError, match="PARACITE_MODEL_TIMEOUT"):
        read_settings()
    assert read_language() == "en"  # the error itself can still be told


def test_a_time_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARACITE_MODEL_TIMEOUT", "2.5")
    assert read_settings().model_timeout == 2.5
