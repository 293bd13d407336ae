package site

import (
	"io/fs"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"platmap/generator/schema"
	"platmap/generator/source"
	"platmap/schemas"
	"platmap/themes"
)

// The fields of the model have the same keys as the schemas.
func TestFieldsHaveTheKeysOfSchemas(t *testing.T) {
	set, err := schema.Compile(schemas.FS)
	if err != nil {
		t.Fatal(err)
	}
	tested := map[source.Kind]bool{}
	for _, test := range []struct {
		kind   source.Kind
		path   []string
		model  reflect.Type
		except []string // keys of embedded types that the kind does not have, and keys that other code decodes
	}{
		{source.Site, nil, reflect.TypeFor[Settings](), nil},
		{source.Site, []string{"groups", "[]"}, reflect.TypeFor[Group](), nil},
		{source.Site, []string{"questions", "[]"}, reflect.TypeFor[Question](), nil},
		{source.Site, []string{"labels"}, reflect.TypeFor[LabelScheme](), nil},
		{source.Site, []string{"history"}, reflect.TypeFor[History](), nil},
		{source.Site, []string{"contact"}, reflect.TypeFor[Contact](), nil},
		{source.Domain, nil, reflect.TypeFor[Domain](), nil},
		{source.Domain, []string{"responsibilities", "[]"}, reflect.TypeFor[Responsibility](), nil},
		{source.Domain, []string{"responsibilities", "[]", "guarantees", "[]"}, reflect.TypeFor[Guarantee](), nil},
		{source.Domain, []string{"features", "[]"}, reflect.TypeFor[Feature](), nil},
		{source.Domain, []string{"interfaces", "[]"}, reflect.TypeFor[Interface](), []string{"name", "details"}},
		{source.Domain, []string{"decisions", "[]"}, reflect.TypeFor[Decision](), nil},
		{source.Domain, []string{"metrics", "[]"}, reflect.TypeFor[Metric](), nil},
		{source.Domain, []string{"label"}, reflect.TypeFor[Label](), nil},
		{source.Domain, []string{"notes", "[]"}, reflect.TypeFor[Note](), nil},
		{source.Domain, []string{"links", "[]"}, reflect.TypeFor[WebLink](), nil},
		{source.Component, nil, reflect.TypeFor[Component](), []string{"id"}},
		{source.Team, nil, reflect.TypeFor[Team](), []string{"owner"}},
		{source.Team, []string{"contact"}, reflect.TypeFor[Contact](), nil},
		{source.Team, []string{"domains", "[]"}, reflect.TypeFor[TeamDomain](), nil},
		{source.Team, []string{"interactions", "[]"}, reflect.TypeFor[Interaction](), nil},
		{source.Team, []string{"eras", "[]"}, reflect.TypeFor[Era](), nil},
		{source.Scenario, nil, reflect.TypeFor[Scenario](), nil},
		{source.Scenario, []string{"target"}, reflect.TypeFor[Goal](), nil},
		{source.Scenario, []string{"needs", "[]"}, reflect.TypeFor[Need](), nil},
		{source.Guide, nil, reflect.TypeFor[Guide](), []string{"name"}},
		{source.Glossary, []string{"[]"}, reflect.TypeFor[Term](), nil},
	} {
		tested[test.kind] = true
		s := shapeOf(test.model)
		keys := slices.Collect(maps.Keys(s.keys))
		for key := range s.extra {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		want := slices.Sorted(slices.Values(set.Keys(test.kind, test.path...)))
		excepted := func(key string) bool { return slices.Contains(test.except, key) }
		keys, want = slices.DeleteFunc(keys, excepted), slices.DeleteFunc(want, excepted)
		if diff := cmp.Diff(want, keys); diff != "" {
			t.Errorf("%s %v (-schema +%v):\n%s", test.kind, test.path, test.model, diff)
		}
	}
	for _, kind := range source.SchemaKinds() {
		if !tested[kind] {
			t.Errorf("%s is not compared", kind)
		}
	}
}

// domainSections are exactly the anchors of sections in the default theme's template for
// domains.
func TestDomainSections(t *testing.T) {
	var got []string
	for _, name := range []string{"default/domain.html", "default/parts/entity.html"} {
		template, err := fs.ReadFile(themes.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?:<h2 id=|\{\{\$id := )"([a-z]+)"`).FindAllSubmatch(template, -1) {
			got = append(got, string(m[1]))
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff(slices.Sorted(slices.Values(domainSections)), got); diff != "" {
		t.Errorf("-domainSections +templates:\n%s", diff)
	}
}
