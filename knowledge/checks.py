"""Checks of an inspection that need more than its own file: authorities and frameworks.

Yields (key, problem) pairs; the caller knows the file and the line.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from rapidfuzz import fuzz, process

from knowledge.authorities import Authorities, slug
from knowledge.frameworks import Framework
from knowledge.models import InspectionFile, JudgementEntry


def check_inspection(
    inspection: InspectionFile, authorities: Authorities, frameworks: Mapping[str, Framework]
) -> Iterator[tuple[str, str]]:
    """Yield the dotted key and the problem of everything that does not fit authorities or framework."""
    yield from check_names(inspection.authority, inspection.framework, authorities, frameworks)
    framework = frameworks.get(inspection.framework)
    if framework is None:
        return
    if not framework.covers(inspection.started):
        last = framework.last_day or "today"
        problem = f"{inspection.framework} covers fieldwork from {framework.first_day} to {last}"
        yield "started", f"{problem} (found {inspection.started})"
    expected_id = f"{slug(inspection.authority)}-{inspection.published}-{framework.family}"
    if inspection.authority in authorities and inspection.id != expected_id:
        yield "id", f"expected {expected_id!r} (found {inspection.id!r})"
    for index, judgement in enumerate(inspection.judgements):
        yield from _check_judgement(f"judgements.{index}", judgement, inspection, framework)
    refs = {finding.ref for finding in inspection.findings}
    for index, finding in enumerate(inspection.findings):
        if finding.same_as is not None and finding.same_as not in refs:
            yield (
                f"findings.{index}.same_as",
                f"no finding has the ref {finding.same_as!r}; expected a ref of this file",
            )


def check_names(
    authority: Any, framework: Any, authorities: Authorities, frameworks: Mapping[str, Framework]
) -> Iterator[tuple[str, str]]:
    """Yield the key and the problem of an unknown authority or framework; values that are no text are passed over."""
    if isinstance(authority, str) and authority not in authorities:
        names = [one.name for one in authorities]
        nearest = process.extract(authority, names, scorer=fuzz.WRatio, limit=3)
        expected = ", ".join(name for name, _, _ in nearest)
        yield "authority", f"unknown authority {authority!r}; expected a canonical name such as {expected}"
    if isinstance(framework, str) and framework not in frameworks:
        yield "framework", f"unknown framework {framework!r}; expected one of {', '.join(frameworks)}"


def _check_judgement(
    key: str, judgement: JudgementEntry, inspection: InspectionFile, framework: Framework
) -> Iterator[tuple[str, str]]:
    if not framework.graded or inspection.kind in ("focused visit", "monitoring visit"):
        if judgement.grade is not None:
            yield (
                f"{key}.grade",
                f"a {inspection.kind} under {inspection.framework} carries no grades; remove it",
            )
    elif judgement.grade is not None and judgement.grade not in framework.grades:
        expected = ", ".join(framework.grades)
        yield (
            f"{key}.grade",
            f"impossible grade for {inspection.framework}: expected one of {expected} (found {judgement.grade!r})",
        )
    strands = {item.strand for item in framework.judgements} | set(framework.strands)
    if strands and judgement.strand not in strands:
        expected = ", ".join(sorted(strands))
        yield f"{key}.strand", f"unknown strand {judgement.strand!r}; expected one of {expected}"
