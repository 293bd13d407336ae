package importer

import (
	"cmp"
	"fmt"
	"strings"
	"sync"

	"platmap/generator/source"
	"platmap/generator/text"
)

// meaning is a word of platmap with the words that lists use for it.
type meaning struct {
	word string
	said string
}

var statusWords = []meaning{
	{"planned", "plan planning proposed proposal pipeline todo upcoming indevelopment development dev 計画 計画中 予定 導入予定 検討 検討中 構築中 開発中 準備中 未着手"},
	{"experimental", "experiment experimenting alpha beta preview trial pilot poc pov testing evaluation 試験提供 試験運用 試験 試行 試行中 検証 検証中 トライアル ベータ ベータ版 β β版 評価中 pocpoc"},
	{"available", "active live production prod ga generallyavailable stable inuse running operational released supported current ok yes 提供中 稼働 稼働中 運用 運用中 本番 本番稼働 本番運用中 利用中 使用中 現役 稼動中 リリース済 リリース済み 公開 公開中 有効 正常"},
	{"deprecated", "deprecating legacy sunset sunsetting migrating phasingout maintenance frozen eolplanned 非推奨 廃止予定 移行中 移行予定 縮退 縮小中 終了予定 新規停止 新規受付停止 凍結 サポート終了予定 停止予定 撤去予定 リプレース予定"},
	{"retired", "retire decommissioned decomissioned removed dead eol endoflife obsolete archived stopped shutdown inactive discontinued closed 廃止 廃止済 廃止済み 終了 終了済 終了済み 停止 停止済 停止済み 撤去 撤去済 撤去済み 提供終了 サービス終了 利用終了 未使用"},
}

var kindWords = []meaning{
	{"cli", "commandline commandlinetool command cliツール コマンド コマンドラインツール コマンドライン"},
	{"library", "lib package sdk framework gem module(go) ライブラリ ライブラリー フレームワーク パッケージ"},
	{"service", "services api webservice microservice server application app backend webapp website database daemon サービス api サーバー サーバ アプリ アプリケーション webアプリ マイクロサービス 社内サービス システム 基盤"},
	{"controller", "operator コントローラ コントローラー オペレータ オペレーター"},
	{"cluster", "clusters kubernetescluster クラスタ クラスター"},
	{"module", "terraformmodule helmchart chart モジュール terraformモジュール"},
	{"template", "templates scaffold boilerplate テンプレート 雛形 ひな形"},
	{"process", "workflow procedure runbook manual プロセス 手順 業務 運用 運用業務 手作業 作業 業務フロー"},
	{"managed-service", "managed managedservice managedservices saas paas cloudservice cloud マネージドサービス マネージド クラウドサービス クラウド 外部サービス"},
	{"tool", "tools utility script batch job cron cronjob バッチ バッチ処理 ジョブ 定期実行 ツール スクリプト ソフトウェア ミドルウェア 監視ツール 開発ツール"},
}

var sourceWords = []meaning{
	{"oss", "opensource opensourcesoftware free community オープンソース ossソフトウェア"},
	{"private", "internal inhouse in-house homegrown custom own proprietary(internal) 内製 自社 自社製 自社開発 社内 社内開発 内部開発 独自 スクラッチ"},
	{"vendor", "commercial thirdparty 3rdparty third-party external bought purchased saas paas cloud aws gcp azure ベンダー ベンダ ベンダー製品 商用 市販 外部 外製 外注 外部製品 購入 有償 有料 サブスク"},
}

var levelWords = []meaning{
	{"low", "l small s 低 低い 小 小さい ★ ★☆☆ 1"},
	{"medium", "m mid middle normal 中 中くらい 普通 中程度 ★★ ★★☆ 2"},
	{"high", "h large big critical 高 高い 大 大きい ★★★ 3"},
}

var teamWords = []meaning{
	{"stream-aligned", "stream streamaligned product feature プロダクト プロダクトチーム ストリームアラインド ストリームアラインドチーム"},
	{"platform", "infrastructure infra プラットフォーム プラットフォームチーム 基盤 インフラ"},
	{"enabling", "enablement イネイブリング イネイブリングチーム イネーブリング イネーブリングチーム"},
	{"complicated-subsystem", "complicatedsubsystem specialist コンプリケイテッドサブシステム コンプリケイテッドサブシステムチーム"},
}

var domainStatusWords = []meaning{{"draft", "下書き 案"}, {"active", "available live production 有効 提供中"}, {"retired", "deprecated 廃止"}}

// teamTypes are the types of teams.
var teamTypes = wordsOf(teamWords)

// meanings returns the words that a key may have.
func meanings(kind source.Kind, key string) []meaning {
	switch key {
	case "status":
		if kind == source.Domain {
			return domainStatusWords
		}
		return statusWords
	case "kind":
		return kindWords
	case "source":
		return sourceWords
	case "value", "toil":
		return levelWords
	case "type":
		return teamWords
	}
	return nil
}

func wordsOf(list []meaning) []string {
	var words []string
	for _, m := range list {
		words = append(words, m.word)
	}
	return words
}

// wordFor returns the word of platmap for a value in a list, or "". In a value with
// several words, such as "内製 (OSS)", the first one counts.
func wordFor(kind source.Kind, key, said string) string {
	list := meanings(kind, key)
	if list == nil || len(said) > maxWord {
		return ""
	}
	said = strings.ToLower(text.Compatible(said))
	first, _, _ := strings.Cut(said, "(")
	known := saidWords()[list[0].word]
	return cmp.Or(known[compact(said)], known[compact(first)])
}

// maxWord is the length of the longest text that may be a word, in bytes.
const maxWord = 100

// saidWords maps the words that lists use to those of platmap, by the first word of a
// key.
var saidWords = sync.OnceValue(func() map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, list := range [][]meaning{statusWords, kindWords, sourceWords, levelWords, teamWords, domainStatusWords} {
		known := map[string]string{}
		for _, m := range list {
			known[compact(m.word)] = m.word
			for s := range strings.FieldsSeq(m.said) {
				known[compact(s)] = m.word
			}
		}
		all[list[0].word] = known
	}
	return all
})

// compact returns a word without spaces, hyphens and underscores.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_・\t\n\u3000", r) {
			return -1
		}
		return r
	}, s)
}

// choices returns the values that a key may have, or nil.
func (v *resolver) choices(key string) []string { return wordsOf(meanings(v.record.Kind, key)) }

// words are the comments that an import writes into files.
type words struct {
	imported, private, domains string            // at the start of a file
	set, setWord               string            // comments about a key to set, and with its allowed words
	what                       map[string]string // names of the keys to set
	renamed                    string            // format with a kind and an id
	draft                      string
}

// wordsIn returns the comments in Japanese or in English.
func wordsIn(lang string) *words {
	if lang == "ja" {
		return japanese
	}
	return english
}

var english = &words{
	imported: "Imported from %s.",
	private:  "Keys that begin with x- have values that platmap does not read.",
	domains:  "Add domains: [ID] to each component. Without a domain it is listed under \"No domain\".",
	set:      "set %s: %s",
	setWord:  "set %s: %s",
	what: map[string]string{"owner": "the id of a team", "domains": "a list of ids of domains", "date": "a date such as 2026-11-02 or 2026-11",
		"repo": "a URL", "component": "the id of a component", "group": "the id of a group"},
	draft:   "write essential_problem, responsibilities and features, then remove this line",
	renamed: "choose an id: platmap rename %s %s NEW",
}

var japanese = &words{
	imported: "%s から取り込んだ。",
	private:  "x- で始まるキーの値を platmap は読まない。",
	domains:  "各コンポーネントに domains: [ID] を追加する。課題領域がないものは「領域なし」と表示される。",
	set:      "%s に%sを指定する",
	setWord:  "%s を %s のいずれかにする",
	what: map[string]string{"owner": "チームの ID ", "domains": "課題領域の ID のリスト", "date": "日付（例：2026-11-02、2026-11）",
		"repo": " URL ", "component": "コンポーネントの ID ", "group": "グループの ID "},
	draft:   "essential_problem、responsibilities、features を書いたら、この行を削除する",
	renamed: "ID を決める：platmap rename %s %s NEW",
}

// choose returns the comment that says which key to set.
func (w *words) choose(key string, choices []string) string {
	if len(choices) > 0 {
		return fmt.Sprintf(w.setWord, key, strings.Join(choices, ", "))
	}
	what := w.what[key]
	switch key {
	case "since", "until", "reviewed":
		what = w.what["date"]
	case "part_of", "depends_on", "replaced_by":
		what = w.what["component"]
	case "related":
		what = w.what["domains"]
	}
	if what == "" {
		return ""
	}
	return fmt.Sprintf(w.set, key, what)
}

// rename returns the comment about an id that is only a number.
func (w *words) rename(kind source.Kind, id string) string {
	return fmt.Sprintf(w.renamed, kind, id)
}
