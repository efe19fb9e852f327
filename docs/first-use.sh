# For the first use of the Host by hand (README.md): . docs/first-use.sh
# Its address and folder are those of ./run host, unless the settings of docs/settings.md say otherwise.

url=${POCZEKALNIA_URL:-http://127.0.0.1:5180}
notices=${POCZEKALNIA_NOTICE_FOLDER:-$([ "$(id -u)" = 0 ] && echo /var/lib/poczekalnia || echo .local)/notices}

# Until the Host is ready, which takes as long as building it and starting PostgreSQL does.
ready() { until curl -sf "$url/health/ready" > /dev/null; do sleep 1; done; }

# ask "staff --place ID" POST /referrals BODY: a request, by somebody of a role, as ./run host token takes it.
ask() {
    curl -sS -X "$2" -H "Authorization: Bearer $(./run host token --role $1)" -H "Idempotency-Key: $$ $RANDOM$RANDOM" \
        -H 'Content-Type: application/json' -H 'Accept-Language: en' "$url$3" ${4:+-d "$4"}
    echo
}

# The identity of what was made, out of an answer.
made() { sed -E 's/.*"(id|patient)":"([^"]+)".*/\2/'; }

# A local day, so many days from today.
day() { date -d "+$1 days" +%F 2> /dev/null || date -v "+$1d" +%F; }

# report PATIENT: what the patient declares, with a referral that is issued for it.
report() {
    local referral
    referral=$(ask operator POST /referrals \
        '{"patient":"'$1'","scope":"02.1100.001.02","form":"electronic","category":"stable"}' | made)
    echo '{"scope":"02.1100.001.02","contacts":["email"],"ages":{"from":40,"to":44},"referral":"'$referral'"}'
}
