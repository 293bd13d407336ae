package publish

import "testing"

func TestMinify(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"assets/a.css", "/* c */\n@layer reset, props ;\na { color : #ff0000 ; }\n", "@layer reset,props;a{color:red}"},
		{"assets/css/a.css", ":root { --x : a  b; color-scheme: light dark }", ":root{--x:a  b;color-scheme:light dark}"},
		{"assets/a.css", "a { & > b { width: calc( 1px + 2px ) } }", "a{& > b{width:calc( 1px + 2px )}}"},
		{"assets/a.css", "@media (width >= 40rem) and (prefers-color-scheme: dark) { a { b: c } }",
			"@media(width >= 40rem) and (prefers-color-scheme:dark){a{b:c}}"},
		{"assets/a.css", ":lang(ja) { word-break: auto-phrase }", ":lang(ja){word-break:auto-phrase}"},
		{"assets/a.js", "// c\nconst word = 1;\nfunction f(long) { return long?.x ?? word }\n", "const word=1;function f(e){return e?.x??word}"},
		{"assets/a.js", "export const a = await b( `x  ${ c }` );", "export const a=await b(`x  ${c}`)"},
		{"assets/newer.js", "some  unknown  syntax", "some  unknown  syntax"},
		{"assets/a.json", "{ }", "{ }"},
		{"search/0a1b2c/s/1.js", "platmapSearch.block( \"s/1\", \"\" );", "platmapSearch.block( \"s/1\", \"\" );"},
		{"assets/a.png", "  ", "  "},
		{"guides/download.css", "a { b: c }", "a { b: c }"},
		{"guides/download.js", "a  ( )", "a  ( )"},
		{"index.html", "<p>  a  </p>", "<p>  a  </p>"},
		{"map.svg", `<svg  xml:lang="ja">  <!-- c -->  <a id="007"   href="a.html#1.0?a&amp;b"><text>要  <tspan>a</tspan> b</text></a>  </svg>`,
			`<svg xml:lang="ja"> <a id="007" href="a.html#1.0?a&amp;b"><text>要 <tspan>a</tspan> b</text></a> </svg>`},
		{"en/Map.SVG", `<svg><title>  </title><style> a > b { } </style></svg>`, `<svg><title/><style> a > b { } </style></svg>`},
		{"a.svg", `<svg><text xml:space="preserve">a  b</text></svg>`, `<svg><text xml:space="preserve">a  b</text></svg>`},
		{"empty.svg", "", ""},
	} {
		in := []byte(tt.in)
		if got := string(Minify(tt.name, in)); got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tt.name, got, tt.want)
		}
		if string(in) != tt.in {
			t.Errorf("%s: the input was changed to\n%s", tt.name, in)
		}
		if again := string(Minify(tt.name, []byte(tt.want))); again != tt.want {
			t.Errorf("%s: a second call returns\n%s", tt.name, again)
		}
	}
}
