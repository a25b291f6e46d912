"""Where a model is saved, what its files say of it, and what tells it from another: nothing here opens it.

A model is named by a folder, or as on the Hugging Face hub: ``BAAI/bge-m3``, ``BAAI/bge-m3@REVISION``. What the hub has given once
is taken from its cache on this machine, at the commit that it then was, and nothing is asked of the network again.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from rag.errors import ModelUnavailable
from rag.settings import BUNDLED_EMBEDDING

_COMMIT = re.compile(r"[0-9a-f]{40}")
_DESCRIBED = {".json", ".safetensors", ".bin", ".onnx", ".txt", ".model"}
"""Files that a model is made of."""
_LARGE = 64_000_000
"""Bytes from which on a file is not read whole to tell it from another: a model of gigabytes would take longer than a question."""
_PIECE, _PIECES = 1_000_000, 32
_SMALL_FILES = ["*.json", "*.txt", "*.model", "*.spm"]
_SECONDS = 10.0
"""That the hub may take to say whether it has a model."""
_NEVER = ["openvino/*", "original/*", "*.py"]


class ModelNotHere(ModelUnavailable):
    templates: ClassVar[dict[str, str]] = {
        "en": "The model {model} is not on this machine and could not be fetched ({reason}). Run this once where there is a "
        "network, or set {variable} to a folder that holds the model, or unset it to do without.",
        "zh": "本机没有模型 {model}，也无法下载（{reason}）。请在有网络时运行一次，或把 {variable} 设为存有该模型的文件夹，"
        "或取消该设置。",
    }


class ModelFolderMissing(ModelUnavailable):
    templates: ClassVar[dict[str, str]] = {
        "en": "{variable} names {model}, which is neither a folder that holds a model nor a name on the Hugging Face hub "
        "(OWNER/NAME). Correct it, or unset it.",
        "zh": "{variable} 的值 {model} 既不是存有模型的文件夹，也不是 Hugging Face 上的名称（所有者/名称）。请更正，或取消该设置。",
    }


@dataclass(frozen=True, slots=True)
class SavedModel:
    """A model's files on this machine."""

    name: str
    folder: Path
    commit: str = ""
    """Of the hub's repository; "" for a folder of the person's own."""


@cache
def find_model(name: str, *, variable: str, onnx: str = "") -> SavedModel:
    """The files of a model, fetched from the hub where this machine does not have them. Raises ModelUnavailable.

    ``onnx``: the file of the ONNX back end that is wanted with it, a pattern; "" for none.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return SavedModel(name, folder)
    repository, _, revision = name.partition("@")
    if not re.fullmatch(r"\w[\w.-]*(?:/\w[\w.-]*)?", repository):
        raise ModelFolderMissing(model=name, variable=variable)
    if "/" not in repository:
        repository = f"sentence-transformers/{repository}"  # as that library reads a bare name
    return _cached(name, repository, revision, onnx) or _fetched(name, repository, revision, onnx, variable)


def _cached(name: str, repository: str, revision: str, onnx: str) -> SavedModel | None:
    """From the hub's cache, where it is there whole."""
    from huggingface_hub import constants

    place = Path(constants.HF_HUB_CACHE) / f"models--{repository.replace('/', '--')}"
    try:
        commit = (
            revision if _COMMIT.fullmatch(revision) else (place / "refs" / (revision or "main")).read_text().strip()
        )
    except OSError:
        return None
    folder = place / "snapshots" / commit
    return SavedModel(name, folder, commit) if _is_whole(folder, onnx) else None


def _is_whole(folder: Path, onnx: str) -> bool:
    if not (folder / "modules.json").is_file() and not (folder / "config.json").is_file():
        return False
    wanted = {
        folder / part
        for index in folder.glob("*.index.json")
        for part in json.loads(index.read_text(encoding="utf-8")).get("weight_map", {}).values()
    }
    weights = any(folder.rglob(onnx)) if onnx else any(folder.rglob("*.safetensors")) or any(folder.rglob("*.bin"))
    return weights and all(part.is_file() for part in wanted)


def _fetched(name: str, repository: str, revision: str, onnx: str, variable: str) -> SavedModel:
    from huggingface_hub import HfApi, constants, snapshot_download

    if constants.is_offline_mode():
        raise ModelNotHere(model=name, reason="HF_HUB_OFFLINE=1", variable=variable)
    try:
        # asked first and with a limit: the download itself tries again and again, for a minute and more
        told = HfApi().model_info(repository, revision=revision or None, timeout=_SECONDS)
        files = [each.rfilename for each in told.siblings or ()]
        safe = any(file.endswith(".safetensors") for file in files)
        weights = [f"*{onnx}", f"*{onnx}_data"] if onnx else ["*.safetensors" if safe else "*.bin"]
        folder = snapshot_download(
            repository,
            revision=revision or None,
            allow_patterns=[*_SMALL_FILES, *weights],
            ignore_patterns=_NEVER if onnx else [*_NEVER, "onnx/*"],
            etag_timeout=_SECONDS,
        )
    except Exception as error:  # of the hub's client, or of whichever library it speaks HTTP with
        raise ModelNotHere(model=name, reason=first_line(error), variable=variable) from error
    return SavedModel(name, Path(folder), Path(folder).name)


def configuration(folder: Path) -> dict[str, Any]:
    """What the model says of itself (``config_sentence_transformers.json``); {} where it says nothing."""
    try:
        found = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def knows_simplified_only(folder: Path) -> bool:
    """Does the model say that traditional characters must be made simplified for it?"""
    ours = configuration(folder).get("paracite")
    return isinstance(ours, dict) and ours.get("chinese") == "simplified"


def identity(saved: SavedModel) -> str:
    """What tells two models apart: the commit of the hub, or the digest of the folder's files."""
    if saved.commit:
        return f"hub:{saved.name.partition('@')[0]}@{saved.commit[:12]}"
    digest = hashlib.sha256()
    for path in files_of(saved.folder):
        digest.update(path.relative_to(saved.folder).as_posix().encode())
        digest.update(_content(path))
    bundled = saved.folder.resolve() == BUNDLED_EMBEDDING.resolve()
    return f"{'bundled' if bundled else f'folder:{saved.folder.name}'}:{digest.hexdigest()[:16]}"


def files_of(folder: Path) -> list[Path]:
    """The files that the model is made of, in order of their names."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in _DESCRIBED)


def _content(path: Path) -> bytes:
    """A small file's bytes; a digest of the size and of pieces of a large one."""
    size = path.stat().st_size
    if size < _LARGE:
        return path.read_bytes()
    digest = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        for piece in range(_PIECES):
            file.seek(piece * (size - _PIECE) // (_PIECES - 1))
            digest.update(file.read(_PIECE))
    return digest.digest()


def file_digest(path: Path) -> str:
    """SHA-256 (hexadecimal) of a file, or of pieces of a large one."""
    return hashlib.sha256(_content(path)).hexdigest()


def first_line(error: BaseException) -> str:
    """What a library says of a failure, short enough for a sentence."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:200].rstrip(".")
