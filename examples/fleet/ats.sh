#!/bin/sh
# Stands for the program that asks your applicant system: prints people who do not exist as CSV. Yours prints real ones, and
# what it prints stays out of git.
set -eu
echo email,firstName,lastName
for number in 1 2 3; do
  printf '%s-%s@%s,Person,%s\n' "${1:-people}" "$number" example.com "$number"
done
