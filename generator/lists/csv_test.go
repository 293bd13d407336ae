package lists

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func readTable(s string, columns ...Column) (*List, error) {
	return readCSV(Input{Files: []File{{"a.csv", []byte(s)}}, Columns: columns})
}

// inShort returns the records of a list, one on each line: the name, then the keys.
func inShort(l *List) string {
	var b strings.Builder
	for _, r := range l.Records {
		fmt.Fprintf(&b, "%s", r.Name)
		if r.ID != "" {
			fmt.Fprintf(&b, " id=%s", r.ID)
		}
		for _, k := range r.Keys {
			fmt.Fprintf(&b, " %s=%v", k.Name, k.Value)
		}
		if len(r.Match) > 0 {
			fmt.Fprintf(&b, " match=%s", strings.Join(r.Match, ","))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestReadCSV(t *testing.T) {
	for _, test := range []struct{ what, table, want string }{
		{"commas", "Name,Team\na,x\n", "a owner=x\n"},
		{"semicolons, and commas in texts", "Name;Description\na;b, c, d\n", "a summary=b, c, d\n"},
		{"tabs", "Name\tTeam\na\tx\n", "a owner=x\n"},
		{"CRLF", "Name,Team\r\na,\"x\r\ny\"\r\n", "a owner=x\ny\n"},
		{"line breaks of old Macs", "Name,Team\ra,x\r", "a owner=x\n"},
		{"a byte order mark", "\uFEFFName,Team\na,x\n", "a owner=x\n"},
		{"UTF-16, little-endian", utf16LE("Name\tTeam\n名\tx\n"), "名 owner=x\n"},
		{"UTF-16 without a byte order mark", utf16LE("Name\tTeam\na\tx\n")[2:], "a owner=x\n"},
		{"Shift_JIS", "\x96\xbc\x8f\xcc,\x92S\x93\x96\n\x87\x8aABC\x87\x40,\xb6\xc5\n", "㈱ABC① owner=ｶﾅ\n"},
		{"EUC-JP", "\xcc\xbe\xbe\xce,\xc3\xb4\xc5\xf6\n\xa4\xa2,x\n", "あ owner=x\n"},
		{"Latin-1", "Name,Team\nCaf\xe9,x\n", "Café owner=x\n"},
		{"UTF-8 and Shift_JIS", "名称,担当\n\x82\xa0,x\n日本,y\n", "あ owner=x\n日本 owner=y\n"},
		{"no header in the first row", "List,,\n,,\nNo,Name,Team\n1,a,x\n", "a x-no=1 owner=x\n"},
		{"the same column twice", "Name,Team,Team,Notes,備考\na,,x,b,c\n", "a owner=x notes=b notes=c\n"},
		{"the same column twice, with values", "Name,Team,担当\na,x,y\n", "a owner=x x-担当=y\n"},
		{"short and long rows", "Name,Team\na\nb,x,y,z\n", "a\nb owner=x x-column-3=y x-column-4=z\n"},
		{"empty rows, a repeated header, a total", "Name,Team\n\n,\na,x\nName,Team\nTotal,3\n", "a owner=x\n"},
		{"signs for nothing", "Name,Team,Cost\na,-,N/A\n", "a\n"},
		{"a formula", "Name,Notes\na,=cmd|'/c calc'!A0\n", "a notes==cmd|'/c calc'!A0\n"},
		{"control characters", "Name,Notes\na\x00b\u202e,\x1b[31mx\n", "ab notes=[31mx\n"},
		{"a header of several words", "担当 (チーム),Service Name,Cost [USD]\nx,a,1\n", "a owner=x x-cost-usd=1\n"},
		{"URL of a repository", "Name,URL\na,https://github.com/x/y\nb,https://x.example/\n", "a repo=https://github.com/x/y\nb links=https://x.example/\n"},
		{"ids and numbers", "ID,Name\n7,a\nkube,b\nKube,c\n", "a x-id=7\nb id=kube\nc x-id=Kube\n"},
		{"a name of a column as a value", "Name,Team\na,x\nservice,y\n", "a owner=x\nservice owner=y\n"},
		{"only ids", "ID\nkube\n", " id=kube\n"},
		{"quotes that are not written twice", "Name,Notes\na,say \"hi\" now\n", "a notes=say \"hi\" now\n"},
	} {
		l, err := readTable(test.table)
		if err != nil {
			t.Errorf("%s: %v", test.what, err)
		} else if got := inShort(l); got != test.want {
			t.Errorf("%s: got  %q\nwant %q", test.what, got, test.want)
		}
	}
}

func utf16LE(s string) string {
	b := []byte{0xFF, 0xFE}
	for _, r := range s {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}

func TestReadCSV_Columns(t *testing.T) {
	l, err := readTable("商品,棚,Team\na,b,c\n", Column{"商品", "name"}, Column{"棚", "owner"})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := inShort(l), "a owner=b x-team=c\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Bytes that are invalid in every encoding are replaced, with a note about their line.
func TestReadCSV_Damaged(t *testing.T) {
	l, err := readTable("名称,担当\n\x82\xa0,x\nb\xff\x81,y\n日本,z\n")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := inShort(l), "あ owner=x\nb\uFFFD owner=y\n日本 owner=z\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(l.Notes) != 1 || l.Notes[0].Pos.Line != 3 {
		t.Errorf("notes %v", l.Notes)
	}
}

func TestReadCSV_Errors(t *testing.T) {
	wide := "Name" + strings.Repeat(",x", maxColumns) + "\n"
	for table, want := range map[string]string{
		"":                                     "a.csv has no rows",
		"\n\n":                                 "a.csv has no rows",
		"a,b\nc,d\n":                           "a.csv has no column with names; its columns are: a, b\nname one with --map, for example --map \"a=name\"",
		"Stock\nTeam,Size\na,service\nb,job\n": "a.csv has no column with names; its columns are: Team, Size\nname one with --map, for example --map \"Team=name\"",
		"[\n{\n\"name\": \"a\",\n\"chart\": \"a-1\"\n}\n]\n": "a.csv is not a table; it is JSON\nrun platmap import helm instead",
		"{\"name\": \"a\"}":      "a.csv is not a table; it is JSON\nsave the list as CSV",
		"Name,Notes\na,\"b\n\nc": "a.csv:2: a cell of this row starts with a quote that is not closed, so it has the rest of the file; close or remove the quote",
		wide:                     fmt.Sprintf("a.csv:1: a row with %d cells; at most %d are read", maxColumns+1, maxColumns),
		"Name\n" + strings.Repeat("x", maxCell+1024): "a.csv:2: cell 1 has 65 KiB; a cell may have 64 KiB",
	} {
		if _, err := readTable(table); err == nil || err.Error() != want {
			t.Errorf("%.40q: got %v\nwant %s", table, err, want)
		}
	}
}

// Typical tables of teams: in several encodings, with a title, totals and columns that
// are half empty.
func TestReadCSV_Japanese(t *testing.T) {
	data, err := os.ReadFile("testdata/tanaoroshi.csv")
	if err != nil {
		t.Fatal(err)
	}
	l, err := readTable(string(data))
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Records) != 195 {
		t.Errorf("%d records", len(l.Records))
	}
	for _, r := range l.Records {
		s := fmt.Sprint(r.Name, r.Keys)
		if !utf8.ValidString(s) || strings.ContainsRune(s, utf8.RuneError) {
			t.Errorf("line %d is not decoded: %q", r.Pos.Line, s)
		}
	}
	got := inShort(&List{Records: l.Records[:1]}) + inShort(&List{Records: l.Records[6:7]}) + inShort(&List{Records: l.Records[23:24]})
	want := "Kubernetes クラスタ（本番） x-管理番号=1 aka=k8s-prod owner=インフラ基盤チーム kind=クラスタ status=運用中 summary=本番サービスが動く EKS クラスタ。3 AZ 構成。 repo=https://github.com/example-corp/eks-prod domains=コンピューティング since=2021年4月 x-月額-円=１，２００，０００ notes=年に２回バージョンを上げる\n" +
		"VPN（在宅勤務用） x-管理番号=7 aka=vpn owner=情シス kind=SaaS status=稼働中 summary=㈱ネットワン経由で契約。人数は人事DBから自動連携 links=https://vpn.example.jp/ domains=ネットワーク since=R2.4.6 x-月額-円=３５０，０００ notes=契約更新は毎年３月\"\n" +
		"監査ログ x-管理番号=24 aka=audit-log owner=セキュリティ kind=サービス status=運用中 summary=操作ログの保存（7 年） repo=https://github.com/example-corp/audit-log domains=ロギング since=2021/01/12 x-月額-円=90000 notes=消してはいけない\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var notes []string
	for _, n := range l.Notes {
		notes = append(notes, fmt.Sprintf("%d %s", n.Pos.Line, n.Text))
	}
	if want := []string{"1 rows above the header were left out", "106 rows that repeat the header were left out", "202 rows with a total were left out"}; !slices.Equal(notes, want) {
		t.Errorf("notes %q", notes)
	}
}
