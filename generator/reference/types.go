package reference

import "strings"

// phrasesOf are the fixed texts of one language.
type phrasesOf struct {
	defaultMark, period string // the texts before and after a default in a description
	required, requiredInList, requiredUnlessDraft, oneRequired,
	list, text, number, truth, mapping, word, or string
	everyPage, mostPages                                                                                                    string
	typeLabel, defaultLabel, exampleLabel, keysLabel, shownOn, comma, inParens, more, alsoKey, pagesOf                      string
	kindsTitle, colon, guideAbout, keysTitle, keyLabel, aboutLabel, defaultTitle, exampleTitle, shownTitle, oneOf, sameKeys string
	types                                                                                                                   map[string]string // types by the name of a shared definition
}

var phrases = map[string]phrasesOf{
	"en": {
		defaultMark: "Default: ", period: ". ",
		required: "required", requiredInList: "required in a list", requiredUnlessDraft: "required, except with status: draft", oneRequired: "exactly one of these is required",
		list: "list: ", text: "text", number: "number", truth: "true or false", mapping: "mapping", word: "fixed word", or: " or ",
		everyPage: "every page", mostPages: "most pages",
		typeLabel: "type", defaultLabel: "default", exampleLabel: "example", keysLabel: "keys", shownOn: "shown on", comma: ", ", inParens: "%s (%s)",
		kindsTitle: "keys: files whose keys platmap explain KIND describes", colon: ": ", keysTitle: "Keys", keyLabel: "Key", aboutLabel: "Description", defaultTitle: "Default", exampleTitle: "Example", shownTitle: "Shown on", oneOf: "%s is one of:", sameKeys: "The keys are the same as in %s.",
		guideAbout: "The file is %s. %s prints the keys in a terminal. A key that starts with `x-` is your own: platmap ignores it.",
		more:       "platmap explain %s.KEY prints one key, with the keys below it.",
		alsoKey:    "%s is also a key: %s.",
		pagesOf:    "%s pages",
		types: map[string]string{
			"text": "text, or {ja: …, en: …}", "plain": "text", "id": "id",
			"domain": "id of a domain", "component": "id of a component", "team": "id of a team", "group": "id of a group", "metric": "id of a metric",
			"lead": "id of a domain, or none", "carrier": "platform, shared, product, or id of a team",
			"feature_name": "name or id of a feature", "interface_name": "name or id of an interface", "item_name": "name or id of a feature or interface",
			"responsibility_name": "name or id of a responsibility", "serves": "name or id of a responsibility, or a list of them",
			"guide": "path of a guide", "path": "path of a guide", "document": "path of a guide, or a name",
			"locale": "language code", "date": "date", "span": "span of time", "url": "URL", "address": "URL, tel: or mailto:", "link": "URL or mapping",
		},
	},
	"ja": {
		defaultMark: "デフォルト：", period: "。",
		required: "必須", requiredInList: "リストの中では必須", requiredUnlessDraft: "status: draft でなければ必須", oneRequired: "この中の 1 つが必須",
		list: "リスト：", text: "テキスト", number: "数値", truth: "true または false", mapping: "マッピング", word: "決められた値", or: "、または",
		everyPage: "すべてのページ", mostPages: "ほとんどのページ",
		typeLabel: "型", defaultLabel: "デフォルト", exampleLabel: "例", keysLabel: "キー", shownOn: "表示箇所", comma: "、", inParens: "%s（%s）",
		kindsTitle: "keys: キーを調べられるファイル（platmap explain 種類）", colon: "：", keysTitle: "キー", keyLabel: "キー", aboutLabel: "説明", defaultTitle: "デフォルト", exampleTitle: "例", shownTitle: "表示箇所", oneOf: "%s の値：", sameKeys: "キーは %s と同じです。",
		guideAbout: "ファイルは %s です。%s を実行すると、同じ内容をターミナルで読めます。`x-` で始まるキーは自由に使えます。platmap は無視します。",
		more:       "platmap explain %s.キー を実行すると、1 つのキーと、その下のキーを表示します。",
		alsoKey:    "%s はキーの名前でもあります：%s。",
		pagesOf:    "%sのページ",
		types: map[string]string{
			"text": "テキスト、または {ja: …, en: …}", "plain": "テキスト", "id": "ID",
			"domain": "課題領域の ID", "component": "コンポーネントの ID", "team": "チームの ID", "group": "グループの ID", "metric": "メトリクスの ID",
			"lead": "課題領域の ID、または none", "carrier": "platform、shared、product、またはチームの ID",
			"feature_name": "提供機能の名前または ID", "interface_name": "提供インターフェースの名前または ID", "item_name": "提供機能か提供インターフェースの名前または ID",
			"responsibility_name": "責務の名前または ID", "serves": "責務の名前または ID、またはそのリスト",
			"guide": "ガイドのパス", "path": "ガイドのパス", "document": "ガイドのパス、または名前",
			"locale": "言語コード", "date": "日付", "span": "期間", "url": "URL", "address": "URL、tel:、または mailto:", "link": "URL またはマッピング",
		},
	},
}

// wordsOf returns the fixed texts in Japanese if lang is "ja", otherwise in English.
func wordsOf(lang string) phrasesOf {
	if lang == "ja" {
		return phrases["ja"]
	}
	return phrases["en"]
}

// typeOf returns the type of a value in words.
func (r *reader) typeOf(s definition) string {
	if s.get("enum") != nil {
		return r.phrases.word
	}
	for _, name := range s.names {
		if words := r.phrases.types[name]; words != "" {
			return words
		}
	}
	var types []string
	add := func(word string) {
		for _, known := range types {
			if known == word {
				return
			}
		}
		types = append(types, word)
	}
	for _, name := range typeNames(s) {
		switch name {
		case "array":
			item := r.phrases.text
			if n := s.get("items"); n != nil {
				item = r.typeOf(r.definition(n))
			}
			add(r.phrases.list + item)
		case "object":
			add(r.phrases.mapping)
		case "boolean":
			// a value that is a text may also be a number or true
			if len(types) == 0 {
				add(r.phrases.truth)
			}
		case "number", "integer":
			if len(types) == 0 {
				add(r.phrases.number)
			}
		default:
			add(r.phrases.text)
		}
	}
	return strings.Join(types, r.phrases.or)
}

// typeNames returns the types that a value may have.
func typeNames(s definition) []string {
	n := s.get("type")
	if n == nil {
		return nil
	}
	if len(n.Items) == 0 {
		return []string{n.Text}
	}
	var names []string
	for _, item := range n.Items {
		names = append(names, item.Text)
	}
	return names
}
