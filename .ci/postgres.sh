# shellcheck shell=bash
# Finding PostgreSQL, for the scripts that need one; "fail" comes from dotnet.sh.

has_postgres() {
    local folder
    for folder in "${SCHEDULING_PG_BIN:-}" /usr/lib/postgresql/*/bin /usr/pgsql-*/bin \
        /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin ${PATH//:/ }; do
        if [[ -n $folder && -x $folder/initdb && -x $folder/postgres ]]; then return 0; fi
    done
    return 1
}

# A server that SCHEDULING_DB names will do; otherwise the programs must be here, and root on Debian may install them.
require_postgres() {
    if [[ -n ${SCHEDULING_DB:-} ]] || has_postgres; then return; fi
    if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null 2>&1; then
        echo "installing postgresql…" >&2
        if { apt-get update && apt-get install --yes --no-install-recommends postgresql; } >/dev/null 2>&1 \
            && has_postgres; then
            return
        fi
    fi
    fail "This needs PostgreSQL 15 or newer (on Debian: apt-get install postgresql), or a server in SCHEDULING_DB."
}
