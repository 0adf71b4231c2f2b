#!/bin/sh
# Stands for a program that asks your applicant system: prints three people who do not exist. Yours looks up the name that it is
# given, and nothing else: a roster can be written by anybody who may open a pull request.
set -eu
echo email,firstName,lastName
for number in 1 2 3; do
  printf '%s-%s@%s,Person,%s\n' "${1:-people}" "$number" example.com "$number"
done
