#!/usr/bin/env bash
# Install perfplan from the revision that this script belongs to.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
python -m pip install --disable-pip-version-check --quiet "$here"
