package render

import "platmap/generator/site"

// mapVersion is the version of map.json. It increases when a key is removed or its
// meaning changes, but not when a key is added.
const mapVersion = 1

// The types below are the format of map.json. A text is an object from languages to
// plain text. A reference is an id. A URL is relative to the root of the site and
// is that of the page in the main language. A key without a value is omitted.
type (
	jsonText map[string]string

	jsonMap struct {
		Version    int             `json:"version"`
		Title      jsonText        `json:"title"`
		Locales    []string        `json:"locales"`
		Groups     []jsonGroup     `json:"groups,omitempty"`
		Domains    []jsonDomain    `json:"domains"`
		Components []jsonComponent `json:"components"`
		Teams      []jsonTeam      `json:"teams"`
		Scenarios  []jsonScenario  `json:"scenarios"`
		Guides     []jsonGuide     `json:"guides"`
		Glossary   []jsonTerm      `json:"glossary,omitempty"`
		Redirects  []jsonRedirect  `json:"redirects,omitempty"`
	}

	jsonGroup struct {
		ID      string   `json:"id"`
		Name    jsonText `json:"name"`
		Domains []string `json:"domains"`
	}

	// jsonEntity is what all pages of the model have.
	jsonEntity struct {
		ID             string          `json:"id"`
		Name           jsonText        `json:"name"`
		URL            string          `json:"url"`
		File           string          `json:"file"` // in the content folder
		Line           int             `json:"line"`
		Summary        jsonText        `json:"summary,omitempty"`
		Owner          string          `json:"owner,omitempty"`
		OwnerInherited bool            `json:"ownerInherited,omitempty"`
		Status         site.Status     `json:"status,omitempty"`
		Aliases        []string        `json:"aliases,omitempty"`
		Aka            []jsonText      `json:"aka,omitempty"`
		Keywords       []jsonText      `json:"keywords,omitempty"`
		Reviewed       site.Date       `json:"reviewed,omitempty"`
		ReviewDue      site.Date       `json:"reviewDue,omitempty"`
		ReferencedBy   []jsonReference `json:"referencedBy,omitempty"`
		X              map[string]any  `json:"x,omitempty"` // private keys
	}

	jsonReference struct {
		Kind string `json:"kind"`
		ID   string `json:"id"`
		How  string `json:"how"`
	}

	jsonDomain struct {
		jsonEntity
		Group            string               `json:"group,omitempty"`
		EssentialProblem jsonText             `json:"essentialProblem,omitempty"`
		Responsibilities []jsonResponsibility `json:"responsibilities"`
		Features         []jsonFeature        `json:"features"`
		Interfaces       []jsonInterface      `json:"interfaces"`
		DependsOn        []string             `json:"dependsOn,omitempty"`
		Related          []string             `json:"related,omitempty"`
		Components       []string             `json:"components,omitempty"`
		Guides           []string             `json:"guides,omitempty"`
		Scenarios        []string             `json:"scenarios,omitempty"`
		Teams            []string             `json:"teams,omitempty"`
		Metrics          []jsonMetric         `json:"metrics,omitempty"`
		Decisions        []jsonDecision       `json:"decisions,omitempty"`
		Notes            []jsonText           `json:"notes,omitempty"`
		Standard         []string             `json:"standard,omitempty"`
		ReplacedBy       string               `json:"replacedBy,omitempty"`
	}

	jsonItem struct {
		Name    jsonText   `json:"name"`
		Anchor  string     `json:"anchor,omitempty"`
		Text    jsonText   `json:"text,omitempty"`
		Details []jsonItem `json:"details,omitempty"`
	}

	jsonResponsibility struct {
		jsonItem
		By         string          `json:"by"`
		Target     string          `json:"target,omitempty"`
		Why        jsonText        `json:"why,omitempty"`
		Guarantees []jsonGuarantee `json:"guarantees,omitempty"`
	}

	jsonGuarantee struct {
		Name    jsonText    `json:"name"`
		AtMost  site.Number `json:"atMost,omitempty"`
		AtLeast site.Number `json:"atLeast,omitempty"`
		Unit    jsonText    `json:"unit,omitempty"`
	}

	jsonFeature struct {
		jsonItem
		Status     site.Status `json:"status"`
		Why        jsonText    `json:"why,omitempty"`
		Since      site.Date   `json:"since,omitempty"`
		Until      site.Date   `json:"until,omitempty"`
		ReplacedBy string      `json:"replacedBy,omitempty"` // domain#anchor
		Variants   []jsonText  `json:"variants,omitempty"`
		Components []string    `json:"components,omitempty"`
		Guide      string      `json:"guide,omitempty"`
		Issue      string      `json:"issue,omitempty"`
	}

	jsonInterface struct {
		jsonItem
		Kind       string      `json:"kind,omitempty"`
		Source     string      `json:"source,omitempty"`
		Mode       string      `json:"mode,omitempty"`
		Status     site.Status `json:"status"`
		Why        jsonText    `json:"why,omitempty"`
		Until      site.Date   `json:"until,omitempty"`
		ReplacedBy string      `json:"replacedBy,omitempty"`
		Component  string      `json:"component,omitempty"`
		Guide      string      `json:"guide,omitempty"`
		URL        string      `json:"url,omitempty"`
	}

	jsonMetric struct {
		ID        string      `json:"id"`
		Name      jsonText    `json:"name,omitempty"`
		Unit      jsonText    `json:"unit,omitempty"`
		AtMost    site.Number `json:"atMost,omitempty"`
		AtLeast   site.Number `json:"atLeast,omitempty"`
		Framework string      `json:"framework,omitempty"`
		Values    []jsonValue `json:"values,omitempty"` // oldest first
	}

	jsonValue struct {
		Date  site.Date   `json:"date"`
		Value site.Number `json:"value"`
	}

	jsonDecision struct {
		Date    site.Date `json:"date,omitempty"`
		Title   jsonText  `json:"title"`
		Why     jsonText  `json:"why,omitempty"`
		Revisit jsonText  `json:"revisit,omitempty"`
	}

	jsonComponent struct {
		jsonEntity
		Kind       string    `json:"kind,omitempty"`
		Domains    []string  `json:"domains"`
		Source     string    `json:"source,omitempty"`
		Repo       string    `json:"repo,omitempty"`
		PartOf     string    `json:"partOf,omitempty"`
		DependsOn  []string  `json:"dependsOn,omitempty"`
		ReplacedBy string    `json:"replacedBy,omitempty"`
		Value      string    `json:"value,omitempty"`
		Toil       string    `json:"toil,omitempty"`
		Why        jsonText  `json:"why,omitempty"`
		Since      site.Date `json:"since,omitempty"`
		Until      site.Date `json:"until,omitempty"`
		Match      []string  `json:"match,omitempty"`
	}

	jsonTeam struct {
		jsonEntity
		Type         string            `json:"type,omitempty"`
		Focus        jsonText          `json:"focus,omitempty"`
		Chat         string            `json:"chat,omitempty"`
		GitHub       string            `json:"github,omitempty"`
		Oncall       string            `json:"oncall,omitempty"`
		ContactURL   string            `json:"contactUrl,omitempty"`
		Domains      []jsonTeamDomain  `json:"domains,omitempty"`
		Interactions []jsonInteraction `json:"interactions,omitempty"`
		Eras         []jsonEra         `json:"eras,omitempty"`
		Expectations []jsonText        `json:"expectations,omitempty"`
	}

	jsonTeamDomain struct {
		Domain   string   `json:"domain"`
		Role     string   `json:"role,omitempty"`
		Strength string   `json:"strength,omitempty"`
		Approach jsonText `json:"approach,omitempty"`
	}

	jsonInteraction struct {
		Team    string    `json:"team"`
		Mode    string    `json:"mode,omitempty"`
		Purpose jsonText  `json:"purpose,omitempty"`
		Since   site.Date `json:"since,omitempty"`
		Until   site.Date `json:"until,omitempty"`
	}

	jsonEra struct {
		From  site.Date  `json:"from,omitempty"`
		Until site.Date  `json:"until,omitempty"`
		Title jsonText   `json:"title,omitempty"`
		Text  jsonText   `json:"text,omitempty"`
		What  []jsonItem `json:"what,omitempty"`
		How   []jsonItem `json:"how,omitempty"`
		Done  []jsonItem `json:"done,omitempty"`
	}

	jsonScenario struct {
		jsonEntity
		Problem    jsonText       `json:"problem,omitempty"`
		Lead       string         `json:"lead"`
		Target     *jsonGuarantee `json:"target,omitempty"`
		RaisedBy   []string       `json:"raisedBy,omitempty"`
		Source     string         `json:"source,omitempty"`
		Hypothesis jsonText       `json:"hypothesis,omitempty"`
		Needs      []jsonNeed     `json:"needs"`
	}

	jsonNeed struct {
		Domain    string      `json:"domain"`
		Need      jsonText    `json:"need"`
		State     string      `json:"state,omitempty"`
		Budget    site.Number `json:"budget,omitempty"`
		Feature   string      `json:"feature,omitempty"`
		Interface string      `json:"interface,omitempty"`
		Issue     string      `json:"issue,omitempty"`
		Why       jsonText    `json:"why,omitempty"`
	}

	jsonGuide struct {
		jsonEntity
		Type       string   `json:"type,omitempty"`
		Domains    []string `json:"domains,omitempty"`
		Components []string `json:"components,omitempty"`
		Languages  []string `json:"languages"`
	}

	jsonTerm struct {
		Term jsonText   `json:"term"`
		Text jsonText   `json:"text,omitempty"`
		Aka  []jsonText `json:"aka,omitempty"`
	}

	jsonRedirect struct {
		From string `json:"from"`
		To   string `json:"to"`
	}
)
