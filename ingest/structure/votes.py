"""Recorded votes within a body: which blocks are the lists of one vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.joining import join
from ingest.mending import Block
from ingest.votes import is_unfinished, split_lists, vote_opening


@dataclass(frozen=True, slots=True)
class VoteList:
    """One list of voters: its first block, and its words with the label that opens it."""

    stance: str
    heading: str
    text: str
    block: Block


def apart(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, those that hold several lists of voters cut before each."""
    found: list[Block] = []
    for block in blocks:
        pieces = split_lists(block.text)
        if len(pieces) == 1:
            found.append(block)
            continue
        found.append(replace(block, text=pieces[0]))
        found += [replace(block, text=piece, marker=None) for piece in pieces[1:]]
    return tuple(found)


def vote_lists(blocks: Sequence[Block], index: int) -> tuple[tuple[VoteList, ...], int]:
    """The lists of the vote that start at this block, and one past their last block; none where no vote does.

    A single list is none: ``反对：`` may open a remark. Two that say different things are a vote.
    """
    lists: list[VoteList] = []
    place = index
    while place < len(blocks) and (opening := vote_opening(blocks[place].text)):
        if any(each.stance == opening.stance for each in lists):
            break
        pieces, end = [blocks[place].text], place + 1
        while end < len(blocks) and is_unfinished(pieces[-1]) and not vote_opening(blocks[end].text):
            pieces.append(blocks[end].text)
            end += 1
        lists.append(VoteList(opening.stance, opening.printed, join(pieces), blocks[place]))
        place = end
    return (tuple(lists), place) if len(lists) > 1 else ((), index)
