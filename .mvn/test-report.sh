# Sourced by './tollgate': says what a run of the tests came to. Works on the reports in DIRECTORY newer than STAMP.
# shellcheck shell=bash

# The fresh reports of surefire.
fresh_reports() { # DIRECTORY STAMP
  find "$1" -path '*/target/surefire-reports/TEST-*.xml' -newer "$2"
}

# Prints 'N passed, N failed'; fails when there is no test or one has failed.
count_tests() { # DIRECTORY STAMP
  fresh_reports "$1" "$2" | while IFS= read -r report; do sed -n '/<testsuite /{p;q;}' "$report"; done |
    awk '
      function number(name) {
        return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0
      }
      { tests += number("tests"); failed += number("failures") + number("errors"); skipped += number("skipped") }
      END {
        printf "%d passed, %d failed", tests - failed - skipped, failed
        if (skipped) printf ", %d skipped", skipped
        printf "\n"
        exit failed > 0 || tests == 0
      }'
}

# Prints one line for each cause: tests that failed with the same words, goals that failed, modules that could not run.
tell_causes() { # DIRECTORY STAMP LOG
  fresh_reports "$1" "$2" | sort | while IFS= read -r report; do cat "$report"; done |
    awk '
      function attribute(name) {
        if (!match($0, " " name "=\"[^\"]*\"?")) return ""
        value = substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3)
        sub(/"$/, "", value)
        return value
      }
      /<testcase / { test = attribute("classname") "." attribute("name"); sub(/^([a-z0-9_]+\.)+/, "", test) }
      /<(failure|error)[ >]/ {
        words = attribute("message")
        sub(/&#(10|xa);.*/, "", words)
        if (words == "") words = attribute("type")
        gsub(/&lt;/, "<", words); gsub(/&gt;/, ">", words); gsub(/&quot;/, "\"", words); gsub(/&amp;/, "\\&", words)
        words = substr(words, 1, 200)
        cause = words
        # A class that failed to start fails each of its users again, with its name at the end.
        sub(/^Could not initialize class .*/, "Could not initialize class", cause)
        if (!(cause in count)) { order[++causes] = cause; first[cause] = test; said[cause] = words }
        count[cause]++
      }
      END {
        for (i = 1; i <= causes; i++) {
          cause = order[i]
          printf "failed: %s: %s", first[cause], said[cause]
          if (count[cause] > 1) printf " (and %d more)", count[cause] - 1
          printf "\n"
        }
      }'
  sed -n 's/^\[ERROR\] Failed to execute goal \([^ ]*\).* on project \([^ :]*\): *\(.*\)$/\1 \2 \3/p' "$3" |
    awk '$1 !~ /surefire/ { goal = $1; module = $2; sub(/^[^ ]* [^ ]* */, ""); print "failed: " module ": " goal ": " substr($0, 1, 200) }'
  sed -n 's/^\[INFO\] \(.*[^. ]\) \.* *SKIPPED$/not run: \1, since a module that it needs has failed/p' "$3"
}
