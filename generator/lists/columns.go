package lists

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"platmap/generator/text"
)

// columns has the usual names of the columns of each key, in the form of columnName. The
// key url means repo or links, depending on the value.
var columns = []struct {
	key   string
	names string
}{
	{"name", "name component componentname service servicename tool toolname product productname system systemname application app title item " +
		"名前 名称 名 サービス サービス名 システム システム名 コンポーネント コンポーネント名 ツール ツール名 製品 製品名 プロダクト プロダクト名 対象 項目 項目名 資産名"},
	{"id", "id slug key identifier componentid 識別子 キー"},
	{"aka", "aka alias aliases alsoknownas othername othernames englishname nameen abbreviation 別名 通称 略称 英語名 英名 英字名 英語表記 ローマ字 旧称 旧名"},
	{"reading", "reading 読み よみ 読み方 読みがな 読み仮名 よみがな ふりがな フリガナ カナ"},
	{"owner", "owner owners team teamname owningteam ownerteam ownedby responsible responsibleteam maintainer maintainers squad department dept " +
		"担当 担当者 担当チーム チーム チーム名 オーナー オーナーチーム 所有者 所有チーム 管理者 管理チーム 管理部署 管理部門 部署 部門 担当部署 担当部門 主管 主管部署 所管 責任者 運用担当 運用チーム メンテナ"},
	{"status", "status state lifecycle stage phase 状態 ステータス 状況 稼働状況 利用状況 運用状況 ライフサイクル"},
	{"summary", "summary description desc about overview purpose whatitdoes 説明 概要 用途 内容 目的 役割 サービス概要 システム概要"},
	{"kind", "kind type componenttype 種別 種類 タイプ 区分 形態"},
	{"source", "source origin ossprivatevendor buildorbuy makeorbuy 開発元 提供元 調達 内製外製 内製oss 出所"},
	{"repo", "repo repos repository repositories repourl repositoryurl git github gitlab githuburl sourcecode code リポジトリ レポジトリ リポジトリurl リポジトリー ソースコード ソース"},
	{"url", "url urls uri website homepage site webサイト サイト アドレス"},
	{"links", "link links docs doc documentation documents wiki runbook dashboard リンク 資料 ドキュメント 参考 参考url 参考資料 関連資料 手順書"},
	{"domains", "domain domains area areas capability capabilities category categories 領域 課題領域 ドメイン カテゴリ カテゴリー 分野 分類 大分類"},
	{"since", "since start started startdate introduced created createdat launched launchdate goliveat golive 導入 導入日 導入時期 導入年月 開始 開始日 利用開始 利用開始日 提供開始 提供開始日 リリース日 稼働開始 稼働開始日"},
	{"until", "until end enddate eol endoflife sunset retiredat retirementdate 終了 終了日 提供終了 提供終了日 廃止日 廃止予定日 廃止時期 サポート期限 保守期限 eol日"},
	{"reviewed", "reviewed reviewedat lastreviewed lastreview lastchecked 最終確認 最終確認日 確認日 棚卸日 棚卸し日 最終棚卸日"},
	{"notes", "notes note remarks remark comment comments memo 備考 メモ 注意 注意点 特記事項 コメント 補足 その他"},
	{"keywords", "keywords tags tag labels タグ キーワード ラベル"},
	{"depends_on", "dependson dependencies dependency requires 依存 依存先 依存関係"},
	{"part_of", "partof parent parentsystem 親 親システム 上位 上位システム 上位コンポーネント"},
	{"replaced_by", "replacedby successor replacement migrateto 後継 移行先 代替 置き換え先 置換先"},
	{"why", "why reason 理由 廃止理由"},
	{"value", "value businessvalue importance 価値 重要度"},
	{"toil", "toil effort operationalload 手間 トイル 運用負荷 運用コスト"},
	{"match", "match matches generatednames"},
}

// keyByColumn maps the usual names of columns to keys.
var keyByColumn = sync.OnceValue(func() map[string]string {
	keys := map[string]string{}
	for _, c := range columns {
		for name := range strings.FieldsSeq(c.names) {
			keys[columnName(name)] = c.key
		}
	}
	return keys
})

// ColumnKeys returns the keys that a column may have, for messages and completion.
func ColumnKeys() []string {
	var keys []string
	for _, c := range columns {
		keys = append(keys, c.key)
	}
	return keys
}

// columnName returns the name of a column for comparison, without differences of case,
// width, spaces and punctuation.
func columnName(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text.Compatible(s))
}

// keysOf returns the key of each cell of a header, or "". Columns of --map take
// precedence. Two columns can get the same key.
func keysOf(cells []string, mapped []Column) []string {
	keys := make([]string, len(cells))
	for i, c := range cells {
		name := columnName(c)
		if name == "" || len(c) > 200 {
			continue
		}
		if j := slices.IndexFunc(mapped, func(m Column) bool { return columnName(m.Name) == name }); j >= 0 {
			keys[i] = mapped[j].Key
			continue
		}
		if keys[i] = keyByColumn()[name]; keys[i] != "" {
			continue
		}
		// names such as 担当 (チーム) and Owner / Team are recognized by their first word
		first := strings.FieldsFunc(text.Compatible(c), func(r rune) bool { return strings.ContainsRune("(/[:\n", r) })
		if len(first) > 1 {
			keys[i] = keyByColumn()[columnName(first[0])]
		}
	}
	for _, key := range keys {
		// If --map names a column for a key, no other column gets the key.
		j := slices.IndexFunc(mapped, func(m Column) bool { return m.Key == key })
		if j < 0 || slices.Contains(listKeys, key) {
			continue
		}
		for i, c := range cells {
			if keys[i] == key && columnName(c) != columnName(mapped[j].Name) {
				keys[i] = ""
			}
		}
	}
	return keys
}

// maxPrivateKey is the longest name of a column in a key, in characters.
const maxPrivateKey = 40

// privateKeys returns a unique key that begins with x- for each cell of a header.
func privateKeys(cells []string) []string {
	keys := make([]string, len(cells))
	for i, c := range cells {
		keys[i] = PrivateKey(c)
		if keys[i] == "" {
			keys[i] = "x-column-" + strconv.Itoa(i+1)
		}
		for n, base := 2, keys[i]; slices.Contains(keys[:i], keys[i]); n++ {
			keys[i] = base + "-" + strconv.Itoa(n)
		}
	}
	return keys
}

// PrivateKey returns the key, beginning with x-, for a value that fits no key of platmap,
// or "". name is the name of the value in the list.
func PrivateKey(name string) string {
	words := strings.FieldsFunc(text.Compatible(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	key := strings.ToLower(strings.Join(words, "-"))
	if key == "" {
		return ""
	}
	if r := []rune(key); len(r) > maxPrivateKey {
		key = strings.TrimRight(string(r[:maxPrivateKey]), "-")
	}
	return "x-" + strings.TrimPrefix(key, "x-")
}

// isNothing reports whether a cell contains only a sign such as a dash, which means that
// it is empty.
func isNothing(cell string) bool {
	switch strings.ToLower(text.Compatible(cell)) {
	case "-", "--", "---", "–", "—", "―", "ー", "n/a", "na", "#n/a", "null", "nil":
		return true
	}
	return false
}

// isRepository reports whether a URL is most likely that of a repository.
func isRepository(s string) bool {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(s, "http://"), "https://")
	if !ok && !strings.HasPrefix(s, "http://") {
		return false
	}
	host, path, _ := strings.Cut(rest, "/")
	segments := len(strings.FieldsFunc(path, func(r rune) bool { return r == '/' }))
	switch {
	case strings.HasSuffix(path, ".git"):
		return true
	case host == "github.com", host == "bitbucket.org", host == "codeberg.org":
		return segments == 2
	case strings.HasPrefix(host, "github."), strings.HasPrefix(host, "gitlab."), strings.HasPrefix(host, "gitea."), strings.HasPrefix(host, "git."):
		return segments >= 2 && !strings.Contains(path, "/-/")
	}
	return host == "dev.azure.com" && strings.Contains(path, "/_git/")
}
