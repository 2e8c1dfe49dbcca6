"""What a plan's files give names to, for editors to complete. Files with mistakes give what is sound in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from perfplan.load.files import plan_files
from perfplan.load.planfile import PlanFile
from perfplan.load.validate import validate_file
from perfplan.load.yaml import read_yaml
from perfplan.spec.project import StageSpec


def names_in(path: Path, listed: Callable[[list[str]], str]) -> dict[str, dict[str, str]]:
    """Return the names by what they name, as the specs mark it: units, people, …; each with its meaning.

    Args:
        path: a folder with plan.yaml, or one YAML file.
        listed: puts several names into words, for kinds of units and their attributes.
    """
    files = [file for path_ in plan_files(path) if (file := _read(path_)) is not None]
    units = {unit.id: unit.name for file in files for unit in file.units}
    kinds = _grouped((unit.kind, unit.name) for file in files for unit in file.units)
    attributes = _grouped((key, unit.name) for file in files for unit in file.units for key in unit.weights)
    attributes_said = {key: listed(names) for key, names in attributes.items()}
    people = {person.id: person.name for file in files for person in file.people}
    return {
        "units": units,
        "stages": dict(_stages(stage for file in files for project in file.projects for stage in project.stages)),
        "people": people,
        "needed": people | {resource.id: resource.name for file in files for resource in file.resources},
        "targets": {target.id: target.name for file in files for target in file.targets},
        "profiles": {profile.id: profile.name or "" for file in files for profile in file.profiles},
        "calendars": {item.id: item.name or "" for file in files for item in file.calendars if item.id},
        "sharers": {**{kind: listed(names) for kind, names in kinds.items()}, **units},
        "attributes": attributes_said,
        "ways": attributes_said,
    }


def _read(path: Path) -> PlanFile | None:
    document, _ = read_yaml(path, path.as_posix())
    validated = validate_file(document)[0] if document is not None else None
    return validated.file if validated is not None else None


def _stages(stages: Iterable[StageSpec]) -> Iterator[tuple[str, str]]:
    for stage in stages:
        yield stage.id, stage.name
        yield from _stages(stage.stages)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key, name in pairs:
        groups.setdefault(key, []).append(name)
    return groups
