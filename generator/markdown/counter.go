package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Japanese lines may break between any two letters, so also between a number and its
// counter: 5 | 分. On pages an element keeps both on one line. No-break spaces and word
// joiners would do the same, but readers would copy them with the text, and a search for
// 5 分 would not find them.

// counters are Japanese counters, and units whose names are short.
var counters = func() map[rune][]string {
	const list = `分 分間 秒 秒間 ミリ秒 時 時間 日 日間 日目 営業日 週 週間 月 年 年間 年度 年代 か月 カ月 ヵ月 ヶ月 ケ月 箇月
		か所 カ所 ヵ所 ヶ所 ケ所 箇所 か国 カ国 ヶ国 世紀 世代 四半期 回 回目 度 度目 倍 割 位 番 番目 号 版 点 点満点 件 個 つ つ目 種 種類 段 段階 段目
		人 人目 名 台 台目 本 本目 枚 冊 行 行目 列 列目 桁 字 文字 語 文 章 節 項 項目 条 階 層 級 問 頁 社 部 課 班 組 隊 席 室 棟 軒 店 校 歳 才
		円 系統 系列 拠点 区画 単位
		ms s min h KB MB GB TB KiB MiB GiB TiB Mbps Gbps GHz MHz vCPU px %`
	byFirst := map[rune][]string{}
	for word := range strings.FieldsSeq(list) {
		r, _ := utf8.DecodeRuneInString(word)
		byFirst[r] = append(byFirst[r], word)
	}
	return byFirst
}()

// maxCounter is the maximum number of bytes of a counter, including a space and a
// multiple before it.
const maxCounter = 32

// nextCounter returns the span of the first number with a counter in s at or after an
// offset, with 第 if that is before it, or 0, 0.
func nextCounter[T string | []byte](s T, from int) (start, end int) {
	for i := from; i < len(s); {
		if s[i]-'0' > 9 && s[i] != 0xEF { // fast path: most bytes cannot begin a digit
			i++
			continue
		}
		start := i
		for i < len(s) && ('0' <= s[i] && s[i] <= '9' || i > start && (s[i] == '.' || s[i] == ',')) {
			i++
		}
		for i+2 < len(s) && s[i] == 0xEF && s[i+1] == 0xBC && 0x90 <= s[i+2] && s[i+2] <= 0x99 { // full-width digits
			i += 3
		}
		if i == start {
			i++
			continue
		}
		if s[i-1] == '.' || s[i-1] == ',' {
			continue
		}
		if n := counterLength(string(s[i:min(i+maxCounter, len(s))])); n > 0 {
			if string(s[max(from, start-len("第")):start]) == "第" {
				start -= len("第")
			}
			return start, i + n
		}
	}
	return 0, 0
}

// counterAcross returns the offset of a number that continues to the end of a text, and
// the length of its counter at the start of the text after that, or 0, 0.
func counterAcross(number, between, counter string) (start, length int) {
	whole := number + between + counter
	start, end := nextCounter(whole, 0)
	for end > 0 && end <= len(number) {
		start, end = nextCounter(whole, end)
	}
	if before := len(number) + len(between); end > before && start < len(number) {
		return start, end - before
	}
	return 0, 0
}

func hasCounter(s string) bool {
	_, end := nextCounter(s, 0)
	return end > 0
}

// counterLength returns the length in bytes of the counter at the start of s, with the
// space before it, or 0.
func counterLength(s string) int {
	after, spaced := strings.CutPrefix(s, " ")
	after = strings.TrimLeft(after, "百千万億兆")
	n := 0
	r, _ := utf8.DecodeRuneInString(after)
	for _, word := range counters[r] {
		if len(word) > n && strings.HasPrefix(after, word) && (r >= utf8.RuneSelf || spaced && endsWord(after[len(word):])) {
			n = len(word)
		}
	}
	if n == 0 {
		n = katakanaLength(after)
	}
	n += len(s) - len(after)
	if strings.TrimSpace(s[:n]) == "" {
		return 0
	}
	return n
}

// katakanaLength returns the length in bytes of the katakana word at the start of s if it
// is short, such as ジョブ. Any noun in katakana may be a counter.
func katakanaLength(s string) int {
	word := strings.IndexFunc(s, func(r rune) bool { return r != 'ー' && !unicode.Is(unicode.Katakana, r) })
	if word < 0 {
		word = len(s)
	}
	if word > len("インスタンス") {
		return 0
	}
	return word
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' || '０' <= r && r <= '９' }

// endsWord reports whether s does not start with a Latin letter or digit.
func endsWord(s string) bool {
	return s == "" || !isLetter(s[0]) && (s[0] < '0' || s[0] > '9')
}

// appendProse is like appendText for text that people read: a number and its counter
// are kept on one line.
func appendProse[T string | []byte](dst []byte, s T) []byte {
	from := 0
	for {
		start, end := nextCounter(s, from)
		if end == 0 {
			return appendText(dst, s[from:])
		}
		dst = append(appendText(dst, s[from:start]), `<span class="joined">`...)
		dst = append(appendText(dst, s[start:end]), "</span>"...)
		from = end
	}
}

// ProseHTML returns a plain text as HTML in which a number and its counter are kept on
// one line.
func ProseHTML(s string) string { return string(appendProse(nil, s)) }
