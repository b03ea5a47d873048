"""What a segment's membership rests on beside its own conditions: the segments and the score rules it reads."""

from __future__ import annotations

from collections.abc import Iterable

from orchestration.specs.measures import digest
from orchestration.specs.models import Score, Segment
from orchestration.specs.trees import definition_hash, segment_tree

SCORE = "score"


def foundation_hashes(segments: Iterable[Segment], scores: Iterable[Score]) -> dict[str, str]:
    """Give a hash per segment that changes when its definition does, or one that it reads, however far below.

    Who enters or leaves then does so because of a definition, though the segment's own stayed as it was.
    """
    by_code = {segment.code: segment for segment in segments}
    rules = digest(
        [[score.code, score.points, segment_tree(score)] for score in sorted(scores, key=lambda one: one.code)]
    )
    found: dict[str, str] = {}

    def hash_of(segment: Segment) -> str:
        if segment.code not in found:
            below = [hash_of(by_code[code]) for code in sorted(segment.reads) if code in by_code]
            reads_score = any(condition.field == SCORE for condition in segment.conditions)
            found[segment.code] = digest([definition_hash(segment), below, rules if reads_score else None])[:16]
        return found[segment.code]

    return {code: hash_of(segment) for code, segment in by_code.items()}
