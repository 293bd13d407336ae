package export

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/text"
)

// In Backstage a component belongs to one system, and a system to a domain. So every
// domain is written as a domain and as a system with the same name. The system of a
// component is the system of its first domain.

// maxEntityName is the maximum number of characters of a name in Backstage.
const maxEntityName = 63

func (w *writer) backstage() {
	w.WriteString(`# The platform map as entities of Backstage, written by platmap export backstage: do not edit
# them here. Register this file as a location of the catalog.
`)
	apis := w.apis()
	for _, t := range w.Site.Teams {
		w.group(t)
	}
	for _, d := range w.domains() {
		w.domain(d)
		w.system(d)
		for i := range apis {
			if apis[i].Domain == d {
				w.api(&apis[i])
			}
		}
	}
	for _, c := range w.components() {
		w.component(c, apis)
	}
	var retired, several []string
	for _, p := range w.Site.Pages() {
		if e := p.Base(); e.Status == site.Retired {
			retired = append(retired, e.ID)
		}
	}
	for _, c := range w.components() {
		if len(site.Targets(c.Domains)) > 1 {
			several = append(several, c.ID)
		}
	}
	w.notePages(w.unowned, "without an owner, which Backstage needs, so their owner is \"unknown\"")
	w.notePages(retired, "retired, so left out")
	w.notePages(several, "in several domains, of which Backstage gets the first")
}

// entity has the fields that all kinds of entities have.
type entity struct {
	kind, name, title, description string
	annotations                    [][2]string
	tags                           []string
	links                          []link
}

type link struct{ url, title string }

func (w *writer) entity(e entity) {
	w.linef("---")
	w.linef("apiVersion: backstage.io/v1alpha1")
	w.linef("kind: %s", e.kind)
	w.linef("metadata:")
	w.key(2, "name", e.name)
	w.key(2, "title", e.title)
	w.key(2, "description", e.description)
	if e.annotations != nil {
		w.linef("  annotations:")
	}
	for _, a := range e.annotations {
		w.key(4, a[0], a[1])
	}
	w.list(2, "tags", e.tags)
	links := slices.DeleteFunc(e.links, func(l link) bool { return l.url == "" })
	if len(links) > 0 {
		w.linef("  links:")
	}
	for _, l := range links {
		w.linef("    - url: %s", text.YAML(l.url, false))
		w.key(6, "title", cmp.Or(l.title, l.url))
	}
	w.linef("spec:")
}

// tagsOf returns the tags of an entity: those of first, followed by the keywords that
// Backstage accepts as tags. Keywords of several words are joined by hyphens.
func (w *writer) tagsOf(e *site.Entity, first ...string) []string {
	tags := slices.DeleteFunc(first, func(s string) bool { return s == "" })
	for _, k := range e.Keywords {
		tag := strings.ReplaceAll(strings.ToLower(w.plain(k)), " ", "-")
		if tagPattern.MatchString(tag) && len(tag) <= maxEntityName && !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	return tags
}

var tagPattern = regexp.MustCompile(`^[a-z0-9+#]+(-[a-z0-9+#]+)*$`)

// linksOf returns a link to the page on the map, followed by the other links of the page.
func (w *writer) linksOf(p site.Page, more ...link) []link {
	links := []link{{w.URL(p), clean(w.Site.Title.Plain(w.Lang))}}
	links = append(links, more...)
	for _, l := range p.Base().Links {
		links = append(links, link{l.URL, w.plain(l.Title)})
	}
	return links
}

// ownerOf returns the owner of a page. Backstage requires one.
func (w *writer) ownerOf(e *site.Entity) string {
	if e.Owner.To == nil {
		if !slices.Contains(w.unowned, e.ID) {
			w.unowned = append(w.unowned, e.ID)
		}
		return "unknown"
	}
	return e.Owner.To.ID
}

func (w *writer) group(t *site.Team) {
	var annotations [][2]string
	if name := strings.TrimPrefix(t.Contact.GitHub, "@"); strings.Contains(name, "/") {
		annotations = [][2]string{{"github.com/team-slug", name}}
	}
	links := []link{{t.Contact.URL, w.Say("contact")}}
	if strings.HasPrefix(t.Contact.Oncall, "https://") || strings.HasPrefix(t.Contact.Oncall, "http://") {
		links = append(links, link{t.Contact.Oncall, w.Say("oncall")})
	}
	w.entity(entity{"Group", t.ID, w.name(t), cmp.Or(w.plain(t.Focus), w.plain(t.Summary)), annotations, w.tagsOf(&t.Entity, t.Type), w.linksOf(t, links...)})
	w.linef("  type: team")
	w.linef("  profile:")
	w.key(4, "displayName", w.name(t))
	w.linef("  children: []")
}

func (w *writer) domain(d *site.Domain) {
	w.entity(entity{"Domain", d.ID, w.name(d), w.problem(d), nil, w.tagsOf(&d.Entity, d.Group.Text), w.linksOf(d)})
	w.key(2, "owner", w.ownerOf(&d.Entity))
}

func (w *writer) system(d *site.Domain) {
	links := w.linksOf(d)
	for _, x := range d.Interfaces {
		if x.URL != "" && x.Status != site.Retired {
			links = append(links, link{x.URL, w.plain(x.Name)})
		}
	}
	w.entity(entity{"System", d.ID, w.name(d), cmp.Or(w.plain(d.Summary), w.problem(d)), nil, w.tagsOf(&d.Entity), links})
	w.key(2, "owner", w.ownerOf(&d.Entity))
	w.key(2, "domain", d.ID)
}

// api is an interface of the kind api, with its name in Backstage.
type api struct {
	*site.Interface
	entity string
}

// apis returns the APIs of all domains.
func (w *writer) apis() []api {
	used := map[string]bool{}
	var list []api
	for _, d := range w.domains() {
		for i := range d.Interfaces {
			x := &d.Interfaces[i]
			if x.Kind != "api" || x.Status == site.Retired {
				continue
			}
			base := d.ID
			if id := cmp.Or(text.SuggestID(x.ID), text.SuggestID(w.plain(x.Name))); id != "" {
				base += "-" + id
			} else {
				base += "-api"
			}
			name := strings.Trim(base[:min(len(base), maxEntityName)], "-")
			for n := 2; used[name]; n++ {
				end := fmt.Sprintf("-%d", n)
				name = strings.Trim(base[:min(len(base), maxEntityName-len(end))], "-") + end
			}
			used[name] = true
			list = append(list, api{x, name})
		}
	}
	return list
}

// api writes an API. Backstage requires its definition, which is not on the map, so the
// definition is a text that says where to look.
func (w *writer) api(a *api) {
	about, title := w.plain(a.Text), cmp.Or(w.plain(a.Name), a.entity)
	links := []link{{w.URL(a.Domain), clean(w.Site.Title.Plain(w.Lang))}, {a.URL, title}}
	definition := cmp.Or(a.URL, w.URL(a.Domain), title)
	w.entity(entity{"API", a.entity, title, about, nil, nil, links})
	w.linef("  type: unspecified")
	w.key(2, "lifecycle", lifecycleOf(a.Status))
	w.key(2, "owner", w.ownerOf(&a.Domain.Entity))
	w.key(2, "system", a.Domain.ID)
	w.key(2, "definition", definition)
}

func (w *writer) component(c *site.Component, apis []api) {
	var annotations [][2]string
	links := w.linksOf(c)
	if c.Repo != "" {
		if slug := gitHubSlug(c.Repo); slug != "" {
			annotations = append(annotations, [2]string{"github.com/project-slug", slug})
		}
		annotations = append(annotations, [2]string{"backstage.io/source-location", "url:" + strings.TrimSuffix(c.Repo, "/") + "/"})
		links = append(links, link{c.Repo, w.Say("repo")})
	}
	w.entity(entity{"Component", c.ID, w.name(c), w.plain(c.Summary), annotations, w.tagsOf(&c.Entity, c.Source), links})
	w.key(2, "type", cmp.Or(c.ComponentKind, "other"))
	w.key(2, "lifecycle", lifecycleOf(c.Status))
	w.key(2, "owner", w.ownerOf(&c.Entity))
	if d := mainDomain(c); d != nil {
		w.key(2, "system", d.ID)
	}
	if to := c.PartOf.To; to != nil && to.Status != site.Retired {
		w.key(2, "subcomponentOf", to.ID)
	}
	var provides, requires []string
	for _, a := range apis {
		if a.Component.To == c {
			provides = append(provides, a.entity)
		}
	}
	for _, to := range site.Targets(c.DependsOn) {
		if id := "component:" + to.ID; to.Status != site.Retired && !slices.Contains(requires, id) {
			requires = append(requires, id)
		}
	}
	w.list(2, "providesApis", provides)
	w.list(2, "dependsOn", requires)
}

// lifecycleOf returns the lifecycle for a status. Backstage has well-known words for
// three of the statuses, and accepts others.
func lifecycleOf(s site.Status) string {
	if s == site.Available || s == "" {
		return "production"
	}
	return string(s)
}

// gitHubSlug returns the owner and the name of a repository on github.com, or "".
func gitHubSlug(repo string) string {
	u, err := url.Parse(repo)
	if err != nil || u.Host != "github.com" {
		return ""
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(parts) < 2 {
		return ""
	}
	return parts[0] + "/" + strings.TrimSuffix(parts[1], ".git")
}
