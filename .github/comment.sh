#!/bin/sh
# Writes diff.md with a link to the preview as a comment of the pull request $NUMBER, or
# replaces the comment that an earlier run wrote. The first line of diff.md marks it.
set -eu
printf '\n[Preview of the site](%s): download it and open `index.html`.\n' "$PREVIEW" >> diff.md
comments=repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments
ids=$(gh api --paginate "$comments" --jq '.[]
	| select(.user.login == "github-actions[bot]" and (.body | startswith("<!-- platmap diff -->")))
	| .id')
id=$(echo "$ids" | head -n 1)
if [ -n "$id" ]; then
	gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field body=@diff.md --silent
else
	gh api "$comments" --field body=@diff.md --silent
fi
