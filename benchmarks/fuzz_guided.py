"""Fuzz the reader and ``check`` where coverage leads: ``python -m benchmarks.fuzz_guided [--seconds N]``.

Needs atheris (libFuzzer for Python). Other than :mod:`benchmarks.fuzz_check`, which draws at random, an input that
reaches new code in reading, resolving or checking joins the corpus and is changed further: by the same slips as there,
and by libFuzzer's own on bytes. The corpus begins with the plans that damage is done to. What goes wrong is kept, one
input for each place where it went wrong, and fuzzing goes on. Exits with 1 when anything went wrong.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import traceback
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from random import Random
from types import ModuleType

LOOKED_AT = ("load", "lint", "checks", "spec", "kinds")
"""The packages of perfplan that coverage is measured in."""
MOST_BYTES = 20_000
LONGEST = 10  # seconds for one input before libFuzzer ends it


atheris = import_module("atheris")  # an extra of its own: no other part of perfplan needs it


def _instrumented() -> tuple[ModuleType, ModuleType]:
    """Import everything that is looked at, so that it counts where it was, and return what makes and tries inputs."""
    with atheris.instrument_imports(include=[f"perfplan.{name}" for name in LOOKED_AT]):
        for name in LOOKED_AT:
            package = import_module(f"perfplan.{name}")
            for found in walk_packages(package.__path__, f"{package.__name__}."):
                import_module(found.name)
    return import_module("benchmarks.fuzz_inputs"), import_module("benchmarks.fuzz_worker")


class Trial:
    """One input after the other. ``wrong`` counts the places where something went wrong."""

    def __init__(self, folder: Path, keep: Path) -> None:
        """Work in ``folder``; what is wrong goes to ``keep``."""
        self.inputs, self.worker = _instrumented()
        self.plans = [plan for plan in self.inputs.known_plans() if len(plan) == 1]
        self.folder, self.keep = folder, keep
        self.number = 0
        self.wrong: set[str] = set()

    def corpus(self, folder: Path) -> None:
        """Write the plans to begin with."""
        for plan in self.plans:
            for text in plan.values():
                (folder / hashlib.sha256(text).hexdigest()).write_bytes(text)

    def change(self, data: bytes, most: int, seed: int) -> bytes:
        """Return the input with slips that people make, or libFuzzer's own."""
        random = Random(seed)
        if random.random() < 0.3:
            return bytes(atheris.Mutate(data, most))
        text = data.decode(errors="surrogateescape")
        for _ in range(random.choice((1, 1, 2, 3))):
            text = random.choice(self.inputs.DAMAGES)(text, random, self.plans)[:MOST_BYTES]
        return text.encode(errors="replace")[:most]

    def __call__(self, data: bytes) -> None:
        """Check one input."""
        self.number += 1
        made = self.inputs.Input("damaged", {"plan.yaml": data})
        self.worker.lay_out(made, self.folder)
        try:
            problems, _ = self.worker.problems(made, self.folder, Random(self.number))
        except Exception as error:  # any of them is what is looked for
            problems = [traceback.format_exc()]
            last = traceback.extract_tb(error.__traceback__)[-1]
            self._keep(f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}", data, problems)
        else:
            for problem in problems:
                self._keep(problem.split()[0], data, problems)
        if self.number % 100 == 0:
            (self.keep / "record.txt").write_text(f"{self.number} inputs, {len(self.wrong)} wrong", encoding="utf-8")

    def _keep(self, name: str, data: bytes, problems: list[str]) -> None:
        if name not in self.wrong:
            self.wrong.add(name)
            (self.keep / f"{name}.yaml").write_bytes(data)
            (self.keep / f"{name}.txt").write_text("\n".join(problems), encoding="utf-8")


def fuzz(seconds: int, seed: int, corpus: Path, keep: Path) -> None:
    """Fuzz for so long; libFuzzer then ends the process. ``keep/record.txt`` says how far it came."""
    with tempfile.TemporaryDirectory(prefix="perfplan-guided-") as scratch:
        trial = Trial(Path(scratch), keep)
        trial.corpus(corpus)
        options = [f"-max_total_time={seconds}", f"-seed={seed}", f"-max_len={MOST_BYTES}", f"-timeout={LONGEST}"]
        options += ["-rss_limit_mb=2048", "-len_control=0", "-print_final_stats=1", f"-artifact_prefix={keep}/"]
        atheris.Setup([sys.argv[0], *options, str(corpus)], trial, custom_mutator=trial.change)
        atheris.Fuzz()


def main() -> int:
    """Fuzz in a child, which libFuzzer ends as it likes; 1 when it ended badly or anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=Path("build/fuzz-corpus"))
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz-guided"))
    parser.add_argument("--work", action="store_true", help="be the child")
    asked = parser.parse_args()
    corpus, keep = asked.corpus.resolve(), asked.keep.resolve()
    if asked.work:
        fuzz(asked.seconds, asked.seed, corpus, keep)
        return 0
    shutil.rmtree(keep, ignore_errors=True)
    for folder in (keep, corpus):
        folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "benchmarks.fuzz_guided", "--work", *sys.argv[1:]]
    code = subprocess.run(command, check=False).returncode
    wrong = sorted(path.stem for path in keep.glob("*.yaml"))
    print("\n".join([(keep / "record.txt").read_text(encoding="utf-8"), *wrong]))
    return 1 if code or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
