package main

import (
	"context"
	"errors"
	"fmt"

	"platmap/generator"
	"platmap/generator/git"
	"platmap/generator/history"
	"platmap/generator/report"
	"platmap/generator/site"
)

// historyLoader returns a function that makes the history of a site from the commits of
// its repository, or nil unless --history or site.yaml asks for one. If only site.yaml
// asks for a history and it cannot be made, as in a shallow clone, the function warns
// and returns nil, because the site is complete without it.
func (p *project) historyLoader(ctx context.Context, in generator.Input, warn func(string)) func(*site.Site) (*history.History, error) {
	return func(s *site.Site) (*history.History, error) {
		if !p.history && !s.History.On {
			return nil, nil
		}
		h, err := p.readHistory(ctx, in, s)
		if known := (*git.Error)(nil); err != nil && !p.history && errors.As(err, &known) {
			warn("warning: the site has no history: " + known.Error())
			return nil, nil
		} else if err != nil {
			return nil, err
		}
		if n := len(h.Skipped); n > 0 {
			last := h.Skipped[0]
			warn(fmt.Sprintf("warning: the history leaves out %s because of errors; the last one is %s (%s)", report.Count(n, "commit"), last.Short(), last.File))
		}
		return h, nil
	}
}

func (p *project) readHistory(ctx context.Context, in generator.Input, s *site.Site) (*history.History, error) {
	r, err := git.Open(ctx, p.content)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return in.ReadHistory(ctx, r, r.Dir(), s.History.Since.Day(), s.Locales)
}
