# shellcheck shell=bash
# What ./run and ./test share: finding the .NET SDK, and building quietly, one build at a time.
# The scripts that source this file set "root" to the top of the repository.

# The projects carry no culture, and so the SDK need not have one either: a machine without ICU will do.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
# A build leaves no idle MSBuild behind.
export MSBUILDDISABLENODEREUSE=1

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Puts dotnet on the PATH, where it is installed but not on it, and checks it against global.json.
require_sdk() {
    local wanted series dir
    wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json")
    series=${wanted%.*}
    if ! command -v dotnet >/dev/null 2>&1; then
        for dir in "${DOTNET_ROOT:-}" "${HOME:-}/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
            if [[ -n $dir && -x $dir/dotnet ]]; then
                export PATH="$dir:$PATH" DOTNET_ROOT="$dir"
                break
            fi
        done
    fi
    # Asked inside the repository, dotnet answers by global.json: no fitting SDK is an error.
    if ! (cd "$root" && dotnet --version) >/dev/null 2>&1; then
        fail "This needs the .NET SDK $wanted or a later $series: https://dotnet.microsoft.com/download/dotnet/$series"
    fi
}

# build TARGET [OPTION...]: Release, silent when it succeeds, the compiler's words when it does not.
build() {
    local log status=0
    mkdir -p "$root/artifacts"
    log=$(mktemp "$root/artifacts/build.XXXXXX")
    (
        # Two builds of one tree at once would write the same files.
        if command -v flock >/dev/null 2>&1; then flock 9; fi
        cd "$root"
        dotnet build "$@" --configuration Release --verbosity quiet -nologo -clp:NoSummary </dev/null >"$log" 2>&1 9>&-
    ) 9>"$root/artifacts/build.lock" || status=$?
    if ((status != 0)); then
        cat "$log" >&2
    fi
    rm -f "$log"
    return "$status"
}
