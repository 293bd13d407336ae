package generator

import (
	"io/fs"

	"platmap/generator/diff"
	"platmap/generator/render"
	"platmap/generator/site"
	"platmap/generator/source"
)

// Base is a state of the content that another one is compared with, such as the state
// before a pull request.
type Base struct {
	Name    string // its name on pages, such as "main"
	Content fs.FS
}

// review returns the comparison that the pages of a preview show in addition, or nil.
func (in Input) review(c *checked, stops bool) (*render.Review, error) {
	if in.Base == nil && !stops {
		return nil, nil
	}
	r := &render.Review{}
	if in.Base != nil {
		old, err := in.CheckBase(c.parsed.list, c.parsed.locales)
		if err != nil {
			return nil, err
		}
		r = in.compared(old, c.state())
	}
	if stops {
		r.Findings, r.PageAt = c.Findings, c.graph.PageAt
	}
	return r, nil
}

// RenderPending is like Render for a site whose comparison with the Base is not ready
// yet: the pages say so.
func (in Input) RenderPending(s *site.Site) *render.FS {
	return in.renderReview(s, &render.Review{Base: in.Base.Name})
}

// RenderAgainst is like Render for a site that is compared with the Base. findings
// contains all findings of the site, including those that are not reported.
func (in Input) RenderAgainst(old *State, s *site.Site, findings source.Diagnostics) *render.FS {
	return in.renderReview(s, in.compared(old, stateOf(s, findings)))
}

func (in Input) renderReview(s *site.Site, r *render.Review) *render.FS {
	in.LoadHistory = nil
	pages, _ := in.pages(s) // no error: only loading a history can fail
	pages.Review = r
	return render.New(pages)
}

func (in Input) compared(old, new *State) *render.Review {
	return &render.Review{
		Base:        in.Base.Name,
		Changes:     func() []diff.Change { return changesOf(old, new) },
		NotCompared: incomplete(old, new),
	}
}

// CheckBase checks the Base. A file that is the same in the current content is not parsed
// again: both sites share its document. current was parsed with the locales.
func (in Input) CheckBase(current []*Parsed, locales []string) (*State, error) {
	in.Content = in.Base.Content
	in.Today, in.Translations, in.CodeOwners, in.Outside = "", false, nil, nil // these fields affect only warnings
	c, err := in.check(&parsedFiles{current, locales, in.Schemas})
	if err != nil {
		return nil, err
	}
	return c.state(), nil
}
