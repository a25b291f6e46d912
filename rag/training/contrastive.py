"""Training on pairs: each text must find its partner among all of the batch (symmetric InfoNCE)."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from rag.training.cooccurrence import Floats
from rag.training.pairs import Ids, Pair, Pairs

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is trained for how long. `sharpness` multiplies the cosine.

    Longer trainings were tried: after 700 steps it finds a little more in encyclopaedias, and less that is put in other words.
    """

    steps: int = 400
    batch: int = 2048
    rate: float = 0.05
    warm_up: int = 50
    sharpness: float = 16.0
    first_length: float = 8.0
    questions: float = 0.10
    terms_every: int = 3
    seed: int = 20261120


def _bags(rows: Sequence[Ids]) -> tuple[torch.Tensor, torch.Tensor]:
    lengths = np.array([len(row) for row in rows])
    flat = np.concatenate([np.asarray(row, dtype=np.int64) for row in rows])
    offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    return torch.from_numpy(flat), torch.from_numpy(offsets)


def trained(vectors: Floats, pairs: Pairs, same: NDArray[np.int64], overlap: NDArray[np.bool_], plan: Plan) -> Floats:
    """The trained table (vocabulary, width).

    `same` (vocabulary,): the row that a token shares, for inflected forms; `overlap` (terms, terms): see `pairs.overlapping`.
    """
    torch.manual_seed(plan.seed)
    share = torch.from_numpy(same)
    table = torch.nn.EmbeddingBag.from_pretrained(
        torch.from_numpy(vectors * plan.first_length), mode="mean", freeze=False
    )
    optimiser = torch.optim.Adam(table.parameters(), lr=plan.rate, betas=(0.9, 0.98), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / plan.warm_up, 1 - 0.95 * step / max(plan.steps, 1))
    )
    shut = torch.from_numpy(overlap)
    began = time.monotonic()
    running = 0.0
    for step in range(plan.steps):
        barred = None
        if step % plan.terms_every == 0:
            drawn, which = pairs.terms()
            barred = shut[which][:, which]
        else:
            drawn = pairs.batch(plan.batch, questions=plan.questions)
        loss = _loss(table, share, drawn, barred, plan.sharpness)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        if barred is None:
            now = loss.item()
            running = 0.95 * running + 0.05 * now if running else now
        if step % 100 == 99:
            logger.info("step %d of %d, loss %.3f, %.0f s", step + 1, plan.steps, running, time.monotonic() - began)
    out: Floats = table.weight.detach().numpy()[same]
    return out


def _loss(
    table: torch.nn.EmbeddingBag,
    share: torch.Tensor,
    drawn: Sequence[Pair],
    barred: torch.Tensor | None,
    sharpness: float,
) -> torch.Tensor:
    left, right = (_bags([pair[side] for pair in drawn]) for side in (0, 1))
    one = functional.normalize(table(share[left[0]], left[1]), dim=-1)
    other = functional.normalize(table(share[right[0]], right[1]), dim=-1)
    near = sharpness * one @ other.T
    if barred is not None:
        near = near.masked_fill(barred, -1e4)
    target = torch.arange(len(drawn))
    return (functional.cross_entropy(near, target) + functional.cross_entropy(near.T, target)) / 2
