package tree

import "regexp"

// rules are the mistakes that [patchedText.repair] recognises. They are tried in
// this order, the more likely ones first. Full-width characters are in wide.go.
var rules = []rule{
	// Characters and lines that do not belong in YAML. Tabs are in indent.go.
	{name: "merge conflict", test: "yaml-lines/conflict.yaml", pattern: re(`^(?P<show>(?:<<<<<<<|=======|>>>>>>>).*)$`), certain: true,
		text: "merge conflict marker", help: "keep one of the two sides and remove the lines with <<<<<<<, ======= and >>>>>>>"},
	{name: "tab", test: "yaml-lines/tab.yaml", find: tabs, code: "yaml/tab", certain: true, mechanical: true,
		text: "tab in the indentation"},
	{name: "control character", test: "yaml-lines/control.yaml", pattern: re(`(?P<edit>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\x{feff}\x{fffe}\x{ffff}])`), code: "file/control", certain: true, mechanical: true,
		text: "invisible control character ({found})", help: "remove it"},
	{name: "directive", test: "yaml-lines/directive.yaml", pattern: re(`^(?P<edit>%YAML.*)$`),
		text: "YAML directive", help: "remove the line"},

	// Quotes that are not closed: quotes.go.
	{name: "open quote", test: "causes/runaway.yaml", find: openQuote,
		text: "quote {found} is not closed"},
	{name: "open quote in brackets", test: "causes/runaway-flow.yaml", pattern: re(`[\[{,:] *(?P<show>"[^"]+)(?P<edit>)[\]}]+$`), by: `"`,
		text: `quote " is not closed`, help: "close it:"},

	// Missing and wrong punctuation.
	{name: "missing space after colon", test: "yaml-lines/glued.yaml", pattern: re(`^\w[\w-]*(?P<show>:)(?P<edit>)[^\s/:]`), by: " ",
		text: `missing space after ":"`, help: "insert a space:"},
	{name: "missing space after hyphen", test: "yaml-lines/glued-item.yaml", pattern: re(`^(?P<show>-)(?P<edit>)[^\s-]`), by: " ",
		text: `missing space after "-"`, help: "insert a space:"},
	{name: "full-width comma", test: "causes/flow-wide-comma.yaml", pattern: re(`[\[{].*(?P<edit>(?P<show>[、，])[ \x{3000}]*)\w[\w-]*: `), by: ", ",
		text: "{found} does not separate two keys", help: `use ", ":`},
	{name: "missing comma", test: "yaml-values/flow-comma.yaml", pattern: re(`[\[{].*: [^,:"'\[\]{}]*(?P<edit>) (?P<show>[\w-]+:) `), by: ",",
		text: `missing comma before "{found}"`, help: "insert a comma:"},
	{name: "equals sign", test: "yaml-lines/equals.yaml", pattern: re(`^\w[\w-]*(?P<edit>\s*:?=\s*)`), by: ": ",
		text: `a key and its value are separated by ": ", not by "="`, help: "use a colon and a space:"},
	{name: "full-width colon", test: "causes/wide-unknown-key.yaml", pattern: re(`^[A-Za-z_][\w-]*(?P<edit>\s*(?P<show>：)\s*)`), by: ": ", code: "yaml/wide-space", mechanical: true,
		text: wideNames["："], help: "replace it:"},
	{name: "missing key", test: "yaml-guards/no-key.yaml", pattern: re(`^(?P<edit>:)(?: |$)`), by: `":":`, rough: true,
		text: "missing key before the colon", help: "write the key; if the line is text, put it in quotes"},
	{name: "comment sign", test: "yaml-lines/slashes.yaml", pattern: re(`^(?P<edit>//\s*)`), by: "# ",
		text: "a comment starts with #", help: "start it with #:"},
	{name: "missing colon", test: "yaml-lines/no-colon.yaml", pattern: re(`^(?P<show>[A-Za-z_][\w-]*)(?P<edit>)$`), by: ":", rough: true,
		text: `missing colon after "{found}"`, help: "insert a colon:"},

	// Texts that need quotes: quotes.go.
	{name: "alias", test: "yaml-values/alias-only.yaml", quotes: re(`^([*&][\w-]+)$`), code: "yaml/anchor",
		text: anchorText, help: inQuotes},
	{name: "first character", test: "yaml-values/at.yaml", quotes: re("^(\\{[{%]|[@`%*&!|>,\\]}])"),
		text: "a text that starts with {found} needs quotes", help: inQuotes},
	{name: "text after quote", test: "yaml-values/quoted-word.yaml", quotes: re(`^("(?:\\.|[^"\\])*"|'(?:''|[^'])*').`),
		text: "text after the closing quote", help: inQuotes},
	{name: "text after bracket", test: "yaml-values/wikilink.yaml", quotes: re(`^([\[{].*[\]}])\s*[^\s\]},:]`),
		text: "text after the closing bracket", help: inQuotes},
	{name: "comment in text", test: "yaml-values/flow-hash.yaml", quotes: re(`^(?:[^"'\[{].*?[ \t])?(#)[^ \t#]`),
		text: "# starts a comment, which hides the rest of the line", help: inQuotes},
	{name: "bracket in brackets", test: "causes/flow-bracket.yaml", quotes: re(`^[^"'\[{].*?([\[{])`),
		text: "{found} inside a text starts a list or mapping", help: inQuotes},
	{name: "colon in text", test: "yaml-values/colon.yaml", quotes: re(`^[^"'\[{].*?(:)(?: |$)`),
		text: "a colon inside a text starts another value", help: inQuotes},
	{name: "escape", test: "yaml-values/backslash.yaml", quotes: re(`^"(?:[^"\\]|\\[0abtnvfre "/\\N_LP])*(\\.)[^"]*"$`),
		text: "{found} is not an escape in double quotes", help: "use single quotes, where a backslash has no special meaning:"},

	// Lines that do not fit together: indent.go.
	{name: "list after key", test: "yaml-lines/list-on-line.yaml", pattern: re(`: +(?P<edit>- .*)$`), rough: true,
		text: "a list cannot start on the line of its key", help: "write each item on a line of its own, below the key"},
	{name: "word without colon", test: "yaml-lines/word.yaml", pattern: re(`^(?P<show>[A-Za-z_][\w-]*)(?P<edit>)(?: |$)`), by: ":", rough: true,
		text: `missing colon after "{found}"`, help: "if the line continues the text above, indent it; if it is a key, insert a colon:"},
	{name: "text not indented", test: "yaml-lines/not-indented-ja.yaml", reason: "could not find expected ':'", pattern: re(`^(?P<edit>)(?P<show>[^\s-].*)$`), by: "    ", rough: true,
		text: `this line has neither a key nor "- "`, help: "if it continues the text above, indent it"},
	{name: "indentation", test: "yaml-lines/between.yaml", find: wrongIndentation, rough: true,
		text: "no {found} above has this indentation"},

	// Brackets that do not match.
	{name: "extra bracket", test: "yaml-values/bracket-many.yaml", pattern: re(`[\[{][^\[\]{}]*[\]}](?P<edit>[\]}]+)$`),
		text: "closing bracket without an opening one", help: "remove it:"},
	{name: "comma after bracket", test: "misread/comma.yaml", pattern: re(`[\]}]\s*(?P<edit>,)$`),
		text: "comma after the closing bracket", help: "remove it:"},
	{name: "open bracket", test: "yaml-lines/open-bracket.yaml", find: openBracket, rough: true,
		text: "bracket {found} is not closed", help: "close it:"},

	// Messages of the library that no rule above explains. The last rule matches any
	// message.
	{name: "colon without key", test: "unknown/colon.yaml", reason: "mapping values are not allowed", certain: true,
		text: "a colon where no key can be", help: "put the text with the colon in quotes; if it is a key, indent it like the other keys"},
	{name: "line without key", test: "unknown/exclamation.yaml", reason: "could not find expected ':'", certain: true,
		text: `this line has neither a key nor "- "`, help: "write a colon and a space after the key; if it continues the text above, indent it"},
	{name: "item among keys", test: "yaml-lines/item-in-keys.yaml", reason: "did not find expected key", find: itemAmongKeys, certain: true,
		text: "list item among keys", help: "put it below the key it belongs to"},
	{name: "line among keys", test: "unknown/brace.yaml", reason: "did not find expected key", certain: true,
		text: "this line fits neither the keys above it nor their values", help: "indent it like the line it belongs to, or put the value above it in quotes"},
	{name: "open quote at the end", test: "unknown/quote.yaml", reason: "unexpected end of stream", certain: true,
		text: "a quote is not closed", help: "close it with the same quote"},
	{name: "first character of a line", test: "unknown/backtick.yaml", reason: "cannot start any token", certain: true,
		text: "a text cannot start with this character", help: "put the text in quotes"},
	{name: "text after block sign", test: "unknown/greater.yaml", reason: "comment or line break", certain: true,
		text: "text after | or >", help: "move it to the next line and indent it, or put the whole text in quotes"},
	{name: "any message", test: "unknown/percent.yaml", certain: true,
		text: "invalid YAML: {found}", help: "put the value in quotes, or look at the line above"},
}

const inQuotes = "put the text in quotes:"

func re(pattern string) *regexp.Regexp { return regexp.MustCompile(pattern) }
