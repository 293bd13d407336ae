package webtest

import (
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"platmap/generator"
	"platmap/generator/internal/testsite"
	"platmap/generator/publish"
)

const copyGuide = `# Copy

~~~sh
make one
~~~

~~~console
$ make two \
> all
building
$ echo three
three
~~~

~~~console
only output
~~~

~~~text
output
~~~

~~~json title="Output"
{"a": 1}
~~~

~~~yaml
a: $ 1
~~~

    $ make four
    output

    make five

~~~sh
$ cat \\
four
~~~

~~~console
$ cat <<'EOF' | kubectl apply -f -
kind: Job

command: $ five
EOF
created
$ cat <<END
> six
>
> END
six
$ echo $((1 <<N))
7
$ curl -d '{
  "a": 1
}' \
  example.com |
  jq .
ok
$ echo it\'s # isn't
it's
~~~
`

// Commands and files have a copy button, which copies neither prompts nor output; the
// output of a command has no button.
func (s *site) testCopy(t *testing.T, b *tab) {
	small := &site{dir: filepath.Join(t.TempDir(), "public")}
	in := generator.Input{Schemas: testsite.Schemas(t), Theme: testsite.Theme(t), Content: fstest.MapFS{
		"site.yaml":      {Data: []byte("title: Map\nlocales: [en]\n")},
		"guides/copy.md": {Data: []byte(copyGuide)},
	}}
	_, _, err := generator.Publish(t.Context(), in, small.dir, publish.Options{})
	must(t, err)
	b.open(small.onDisk().at("guides/copy.html"))
	if got := eval[int](b, `document.querySelectorAll('.prose pre').length`); got != 9 {
		t.Fatalf("%d code blocks", got)
	}
	got := eval[[]string](b, `(() => {
		const copied = [];
		navigator.clipboard.writeText = text => { copied.push(text); return Promise.resolve(); };
		document.querySelectorAll('.copy').forEach(e => e.click());
		return copied;
	})()`)
	want := []string{"make one", "make two \\\nall\necho three", "a: $ 1", "make four", "cat \\\\",
		"cat <<'EOF' | kubectl apply -f -\nkind: Job\n\ncommand: $ five\nEOF\ncat <<END\nsix\n\nEND\necho $((1 <<N))\n" +
			"curl -d '{\n  \"a\": 1\n}' \\\n  example.com |\n  jq .\necho it\\'s # isn't"}
	if !slices.Equal(got, want) {
		t.Errorf("copied %q, want %q", got, want)
	}
}
