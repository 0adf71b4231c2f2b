#!/usr/bin/env bash
# Promotion, played through in a scratch repository: a merge goes to staging, a tag takes the same commit to production. What the
# jobs do are the `run:` steps of examples/ci/github/vetform-promote.yml, as they stand there; GitHub is a folder, and `gh`
# a script. Needs `vetform`, git and awk on the PATH. tests/it/promotion.rs runs it; so may you: tests/promotion.sh
set -euo pipefail

ROOT=${ROOT:-$(cd "$(dirname "$0")/.." && pwd)}
RECIPE=$ROOT/examples/ci/github/vetform-promote.yml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset VETFORM_WORKSPACE VETFORM_SHARD

export GH_STORE=$work/github REPO=acme/hiring PROJECT=. GITHUB_RUN_ID=7 GITHUB_STEP_SUMMARY=$work/github/summary
export GITHUB_ENV=$work/github/env RUN_URL=https://github.example.com/acme/hiring/actions/runs/7
export GIT_AUTHOR_NAME=Kim GIT_AUTHOR_EMAIL=kim GIT_COMMITTER_NAME=Kim GIT_COMMITTER_EMAIL=kim GIT_CONFIG_GLOBAL=/dev/null
mkdir -p "$work/bin" "$GH_STORE/checks"
cat > "$work/bin/gh" <<'GH'
#!/usr/bin/env bash
set -euo pipefail
case "$*" in
  "api repos/acme/hiring/commits/$GITHUB_SHA/check-runs?check_name=staging&filter=latest --jq .check_runs[0].conclusion")
    cat "$GH_STORE/checks/$GITHUB_SHA" 2> /dev/null || echo null ;;
  "run download 7 --repo acme/hiring --name vetform-plan --dir review") cp -R "$GH_STORE/plan" review ;;
  "api repos/acme/hiring/commits/$GITHUB_SHA/pulls --jq "*) echo 3 ;;
  "run download 7 --repo acme/hiring --name vetform-result --dir result") [[ -s result/result.md ]] ;;
  "api --method POST repos/acme/hiring/issues/3/comments --field body=@body.md") cp body.md "$GH_STORE/comment" ;;
  *) echo "no such call: gh $*" >&2; exit 1 ;;
esac
GH
chmod +x "$work/bin/gh"
export PATH=$work/bin:$PATH

say() { printf '\n== %s\n' "$*"; }

die() { printf 'FAILED: %s\n' "$*"; exit 1; }

# The `run:` of a step, by its name.
step() {
  awk -v name="      - name: $1" '
    $0 == name { found = 1; next }
    found && /^      - / { exit }
    found && /^        run: [^|]/ { sub(/^        run: /, ""); print; exit }
    found && /^        run: \|/ { block = 1; next }
    block && ($0 == "" || substr($0, 1, 10) == "          ") { print substr($0, 11); next }
    block { exit }
  ' "$RECIPE" > "$work/step"
  [[ -s $work/step ]] || die "the recipe has no step '$1'"
  bash --noprofile --norc -eo pipefail "$work/step"
}

# What a job of this workspace does. A job has a checkout of its own, and brings nothing but the commit.
job() {
  export VETFORM_WORKSPACE=$1
  git checkout --quiet "$2"
  GITHUB_SHA=$(git rev-parse HEAD)
  export GITHUB_SHA
  rm -rf review report.json result body.md
}

merge_to_staging() {
  job staging main
  local code=0
  step 'Apply to staging' || code=$?
  if ((code == 0)); then echo success; else echo failure; fi > "$GH_STORE/checks/$GITHUB_SHA"
  return "$code"
}

# The pull request is told this.
tells() {
  step 'Find the pull request'
  grep --quiet '^VETFORM_PULL_REQUEST=3$' "$GITHUB_ENV" || die 'the pull request is not in the receipts'
  rm -f "$GH_STORE/comment"
  step 'Tell the pull request'
  grep --quiet --fixed-strings "$1" "$GH_STORE/comment" || die "the comment says $(cat "$GH_STORE/comment")"
}

tag_to_production() {
  job production "$1"
  rm -rf "$GH_STORE/plan"
  step 'Check the commit' || return
  step 'Plan for production' || return
  mkdir "$GH_STORE/plan"
  mv review/change.plan "$GH_STORE/plan"
  job production "$1"
  step 'Fetch the plan' || return
  step 'Apply to production'
}

is_as_declared() { vetform plan -w "$1" --detailed-exitcode --quiet > "$work/plan" || die "$1: $(cat "$work/plan")"; }

minutes() { vetform plan -w "$1" --target nurse --format json --quiet | grep -c '"path": "spec.duration"' || true; }

say 'A repository with examples/fleet on its protected branch'
mkdir "$work/project"
cd "$work/project"
(cd "$ROOT/examples/fleet" && tar --exclude .vetform --exclude vetform.state -cf - .) | tar -xf -
git init --quiet --initial-branch main
# What a runner leaves behind.
printf '%s\n' review report.json result body.md > .git/info/exclude
git add .
git commit --quiet --message 'First interviews'
git remote add origin .
git fetch --quiet
merge_to_staging
git tag v1
tag_to_production v1
is_as_declared staging
is_as_declared production

say 'A longer interview is merged: staging has it, production does not'
git switch --quiet --create longer main
sed -i.orig 's/duration: 25/duration: 30/' care/nurse.yaml
rm care/nurse.yaml.orig
git commit --quiet --all --message 'Five minutes more for nurses'
git tag v2-too-early
git switch --quiet main
git merge --quiet --no-ff --message 'Merge longer' longer
git fetch --quiet
merge_to_staging
tells '## vetform apply staging'
is_as_declared staging
[[ $(minutes production) == 1 ]] || die 'production has it already'

say 'A tag on a commit that was never applied to staging is refused'
if tag_to_production v2-too-early; then die 'it was promoted'; fi
[[ $(minutes production) == 1 ]] || die 'production was changed'

say 'A tag on a commit that is not on the protected branch is refused'
git switch --quiet --create elsewhere main
git commit --quiet --allow-empty --message 'Not reviewed'
git tag v2-elsewhere
if tag_to_production v2-elsewhere; then die 'it was promoted'; fi
[[ $(minutes production) == 1 ]] || die 'production was changed'

say 'The tag on the merge takes the same commit to production'
git tag v2 main
tag_to_production v2
tells '## vetform apply production'
is_as_declared production
[[ $(git rev-parse v2) == $(git rev-parse main) ]] || die 'another commit'

say 'A merge that staging refuses cannot be promoted'
git switch --quiet main
sed -i.orig 's/duration: 30/duratoin: 30/' care/nurse.yaml
rm care/nurse.yaml.orig
git commit --quiet --all --message 'Typo'
git fetch --quiet
if merge_to_staging; then die 'staging took it'; fi
tells '<b>Nothing was applied</b> to staging'
git tag v3
if tag_to_production v3; then die 'it was promoted'; fi

say 'Held: a merge goes to staging, and its tag to production'
