# Sourced by the comparisons: finds the corpora, and installs the peers into the virtual environment.
: "${EARSHOT_CORPORA:?set EARSHOT_CORPORA to the folder with bench, sentiment, linkage and feeds}"
EARSHOT_CORPORA=$(cd "$EARSHOT_CORPORA" && pwd)
venv=${VENV:-.venv}
export EARSHOT_BIN=${EARSHOT_BIN:-$PWD/.build/release}
work=${WORK:-$PWD/var/bench}
mkdir -p "$work"

# Installs what is named into the virtual environment, once.
peers() {
    local stamp
    stamp=$venv/.peers-$(echo "$*" | sha256sum | cut -c1-16)
    if [ ! -f "$stamp" ]; then
        echo "Installing the peers into $venv: $*"
        python3 -m venv "$venv" && "$venv/bin/pip" install -q "$@" && touch "$stamp"
    fi
    python=$(cd "$venv/bin" && pwd)/python3
}
