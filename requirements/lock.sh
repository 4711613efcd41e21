#!/bin/sh
# Writes the hashed requirements files from pyproject.toml: `make lock`. They name no index and no host.
set -eu
cd "$(dirname "$0")/.."
lock() {
    name=$1
    shift
    build/lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
        "$@" --output-file "requirements/$name.txt"
}
test -x build/lock/bin/uv || { python3 -m venv build/lock && build/lock/bin/pip install --quiet uv; }
same="--constraint requirements/dev.txt"
lock dev --extra api --extra client --extra cpu --extra embedded --extra build --extra mlflow --extra pandas \
    --extra docs --extra test --extra check
lock serve --extra api --extra client --extra cpu --extra embedded --extra build $same
lock api --extra api $same
lock worker-cpu --extra cpu $same
lock worker-gpu --extra gpu $same
