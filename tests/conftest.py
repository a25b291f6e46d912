"""What every test starts from: a clean environment, and the five sample documents ingested once.

The environment is cleaned, never completed: what the product needs in it (offline switches, say), it must set itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings

from ingest import ingest
from rag import Assistant, Settings, open_assistant, open_collection, read_settings
from tests.preloaded import Preloaded

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "eval" / "corpus"
hypothesis_settings.register_profile(
    "desk", deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate], database=None
)
hypothesis_settings.register_profile("campaign", deadline=None, max_examples=4000, print_blob=True, database=None)
"""Forty times as many examples, others every time, and shrunk: ``pytest … --hypothesis-profile=campaign``."""
hypothesis_settings.load_profile("desk")

STRANGERS = (
    "PARACITE_",
    "LANGSMITH_",
    "LANGCHAIN_",
    "HF_",
    "TRANSFORMERS_",
    "GRADIO_",
    "OPENAI_",
    "ANTHROPIC_",
    "CHROMA_",
)
"""Prefixes of variables that a developer may have set, and that would change what is tested."""


@pytest.fixture(scope="session", autouse=True)
def clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No key and no setting of the person who runs the tests; messages in English; a home that nobody lives in."""
    with pytest.MonkeyPatch.context() as patch:
        for variable in list(os.environ):
            if variable.startswith(STRANGERS) or variable.endswith(("_API_KEY", "_API_TOKEN")):
                patch.delenv(variable)
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setenv("PARACITE_HOME", str(tmp_path_factory.mktemp("default-home") / "collection"))
        yield


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the five sample documents."""
    return CORPUS


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five documents, ingested once. For reading only: a test that changes a collection takes ``home``."""
    home = tmp_path_factory.mktemp("sample") / "collection"
    with open_collection(read_settings(home=home)) as collection:
        ingest(collection, [CORPUS])
    return home


@pytest.fixture(scope="session")
def sample_settings(sample_home: Path) -> Settings:
    return read_settings(home=sample_home)


@pytest.fixture(scope="session")
def assistant(sample_settings: Settings) -> Iterator[Assistant]:
    """Answers from the five documents; loaded once, since loading costs more than asking."""
    with open_assistant(sample_settings) as opened:
        yield opened


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where an empty collection may be made."""
    return tmp_path / "collection"


@pytest.fixture
def sample_copy(sample_home: Path, tmp_path: Path) -> Path:
    """The five documents in a collection that the test may change."""
    return Path(shutil.copytree(sample_home, tmp_path / "sample"))


@pytest.fixture(scope="session")
def command() -> str:
    """The ``paracite`` of the environment that runs the tests."""
    return str(Path(sys.executable).with_name("paracite"))


@pytest.fixture(scope="session")
def paracite() -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    """Run the command as a person would, and wait for it: ``paracite("ask", "…", home=home)``."""
    preloaded = Preloaded()

    def run(*arguments: str | Path, home: Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        return preloaded.run([*map(str, arguments), "--home", str(home)], timeout=timeout)

    yield run
    preloaded.close()
