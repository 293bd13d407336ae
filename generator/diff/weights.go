package diff

import (
	"slices"
	"strings"

	"platmap/generator/site"
	"platmap/generator/source"
)

// row describes how a property is compared.
type row struct {
	rule  rule
	words bool          // whether its values are fixed words; not needed if fixed words are a Go type of their own
	unset string        // the fixed word that an absent value means
	items site.ItemKind // the kinds of items that it may refer to, if it is a reference to an item
}

// table has a row for each property of a kind. The key is the path of the property in the
// schema, without the indexes of lists. A list and its elements share a row. The row ""
// is for the thing itself.
type table map[string]row

// rowOf returns the row of a field of a thing or of the items of a list, and the path of
// the row. If field is "", it is the row of the item itself. A property that is in no
// schema is upkeep; check reports it.
func rowOf(kind source.Kind, list, field string) (r row, path string) {
	if strings.HasPrefix(field, "x-") {
		return row{rule: upkeep}, "x-"
	}
	path = list
	if field != "" {
		path = join(list, field)
	}
	if r, ok := weights[kind][path]; ok {
		return r, string(kind) + " " + path
	}
	if r, ok := common[path]; ok {
		return r, "common " + path
	}
	isParts := func(list string) bool {
		return slices.Contains(listsOfParts, list[strings.LastIndexByte(list, '.')+1:])
	}
	if isParts(path) {
		return parts[""], "parts "
	}
	if r, ok := parts[field]; ok && isParts(list) {
		return r, "parts " + field
	}
	return row{rule: upkeep}, ""
}

// common are the properties that several kinds of things have.
var common = table{
	"name":         {rule: nameOfThing},
	"summary":      {rule: wording},
	"lang":         {rule: wording},
	"owner":        {rule: owner},
	"aliases":      {rule: aliases},
	"aka":          {rule: wording},
	"reading":      {rule: wording},
	"keywords":     {rule: wording},
	"links":        {rule: upkeep},
	"links.url":    {rule: upkeep},
	"links.title":  {rule: wording},
	"notes":        {rule: upkeep},
	"notes.text":   {rule: wording},
	"notes.kind":   {rule: upkeep, words: true},
	"notes.date":   {rule: upkeep},
	"reviewed":     {rule: upkeep},
	"review_every": {rule: upkeep},
	"order":        {rule: upkeep},
}

// weights are the properties of each kind.
var weights = map[source.Kind]table{
	source.Domain:    domain,
	source.Component: component,
	source.Team:      team,
	source.Scenario:  scenario,
	source.Guide:     guide,
	source.Site:      settings,
	source.Glossary:  glossary,
	source.Asset:     {"": {rule: upkeep}, "content": {rule: upkeep}},
}

var domain = table{
	"":                  {rule: thing},
	"status":            {rule: ladder("retired", "draft", "active"), unset: "active"},
	"replaced_by":       {rule: replacement},
	"essential_problem": {rule: wording},
	"group":             {rule: upkeep},
	"depends_on":        {rule: upkeep},
	"related":           {rule: upkeep},
	"guides":            {rule: upkeep},
	"standard":          {rule: upkeep},
	"label.name":        {rule: promise}, // automation of the issue tracker uses the label
	"label.color":       {rule: upkeep},

	"responsibilities":                      {rule: responsibility},
	"responsibilities.name":                 {rule: numbersOr(wording)},
	"responsibilities.text":                 {rule: wording},
	"responsibilities.id":                   {rule: upkeep},
	"responsibilities.by":                   {rule: party, unset: site.Platform},
	"responsibilities.target":               {rule: party},
	"responsibilities.why":                  {rule: wording},
	"responsibilities.related":              {rule: upkeep},
	"responsibilities.guarantees":           {rule: offer},
	"responsibilities.guarantees.name":      {rule: numbersOr(wording)},
	"responsibilities.guarantees.text":      {rule: numbersOr(wording)},
	"responsibilities.guarantees.at_most":   {rule: limit(lower)},
	"responsibilities.guarantees.at_least":  {rule: limit(higher)},
	"responsibilities.guarantees.unit":      {rule: unit},
	"responsibilities.guarantees.slo.url":   {rule: upkeep},
	"responsibilities.guarantees.slo.title": {rule: wording},

	"features":             {rule: offer},
	"features.name":        {rule: wording},
	"features.text":        {rule: wording},
	"features.id":          {rule: upkeep},
	"features.status":      {rule: status, unset: string(site.Available)},
	"features.why":         {rule: wording},
	"features.since":       {rule: since},
	"features.until":       {rule: until},
	"features.replaced_by": {rule: replacement},
	"features.variants":    {rule: offer},
	"features.components":  {rule: upkeep},
	"features.guide":       {rule: upkeep},
	"features.issue":       {rule: upkeep},
	"features.by":          {rule: party},
	"features.target":      {rule: party},
	"features.serves":      {rule: upkeep, items: site.OnlyResponsibilities},

	"interfaces":             {rule: offer},
	"interfaces.kind":        {rule: interfaceKind, words: true},
	"interfaces.name":        {rule: wording}, // the name of an interface without a kind
	"interfaces.cli":         {rule: typed},
	"interfaces.api":         {rule: typed},
	"interfaces.portal":      {rule: wording},
	"interfaces.template":    {rule: wording},
	"interfaces.manifest":    {rule: wording},
	"interfaces.iac":         {rule: wording},
	"interfaces.library":     {rule: typed},
	"interfaces.doc":         {rule: wording},
	"interfaces.chat":        {rule: typed},
	"interfaces.ticket":      {rule: wording},
	"interfaces.text":        {rule: wording},
	"interfaces.id":          {rule: upkeep},
	"interfaces.source":      {rule: upkeep, words: true},
	"interfaces.mode":        {rule: mode, words: true},
	"interfaces.component":   {rule: upkeep},
	"interfaces.guide":       {rule: upkeep},
	"interfaces.url":         {rule: address},
	"interfaces.status":      {rule: status, unset: string(site.Available)},
	"interfaces.replaced_by": {rule: replacement},
	"interfaces.since":       {rule: since},
	"interfaces.until":       {rule: until},
	"interfaces.why":         {rule: wording},
	"interfaces.serves":      {rule: upkeep, items: site.OnlyResponsibilities},

	"decisions":         {rule: upkeep},
	"decisions.date":    {rule: upkeep},
	"decisions.title":   {rule: wording},
	"decisions.why":     {rule: wording},
	"decisions.revisit": {rule: wording},

	"metrics":           {rule: upkeep},
	"metrics.id":        {rule: upkeep},
	"metrics.name":      {rule: wording},
	"metrics.text":      {rule: wording},
	"metrics.unit":      {rule: upkeep},
	"metrics.at_most":   {rule: upkeep},
	"metrics.at_least":  {rule: upkeep},
	"metrics.better":    {rule: upkeep, words: true},
	"metrics.framework": {rule: upkeep, words: true},
	"metrics.values":    {rule: upkeep},
}

var component = table{
	"":            {rule: thing},
	"id":          {rule: thing}, // a rename
	"kind":        {rule: upkeep, words: true},
	"domains":     {rule: upkeep},
	"source":      {rule: upkeep, words: true},
	"repo":        {rule: upkeep},
	"part_of":     {rule: upkeep},
	"depends_on":  {rule: upkeep},
	"replaced_by": {rule: replacement},
	"status":      {rule: status, unset: string(site.Available)},
	"why":         {rule: wording},
	"since":       {rule: since},
	"until":       {rule: until},
	"value":       {rule: upkeep, words: true},
	"toil":        {rule: upkeep, words: true},
	"match":       {rule: upkeep},
}

var team = table{
	"":               {rule: thing},
	"type":           {rule: upkeep, words: true},
	"focus":          {rule: wording},
	"contact.chat":   {rule: address},
	"contact.github": {rule: address},
	"contact.oncall": {rule: address},
	"contact.url":    {rule: address},
	"status":         {rule: status, unset: string(site.Available)},

	"domains":          {rule: upkeep}, // replaced by differ.role, which compares both sites
	"domains.domain":   {rule: upkeep},
	"domains.role":     {rule: upkeep, words: true},
	"domains.approach": {rule: wording},
	"domains.strength": {rule: upkeep, words: true},

	"interactions":         {rule: upkeep},
	"interactions.team":    {rule: upkeep},
	"interactions.mode":    {rule: upkeep, words: true},
	"interactions.purpose": {rule: wording},
	"interactions.since":   {rule: upkeep},
	"interactions.until":   {rule: upkeep},

	"eras":       {rule: upkeep},
	"eras.from":  {rule: upkeep},
	"eras.until": {rule: upkeep},
	"eras.title": {rule: wording},
	"eras.text":  {rule: wording},

	"expectations": {rule: expectation},
}

var scenario = table{
	"":                {rule: thing},
	"lead":            {rule: upkeep},
	"problem":         {rule: wording},
	"raised_by":       {rule: upkeep},
	"source.url":      {rule: upkeep},
	"source.title":    {rule: wording},
	"hypothesis":      {rule: wording},
	"status":          {rule: ladder("dropped", "open", "in-progress", "solved"), unset: "open"},
	"target.name":     {rule: wording},
	"target.unit":     {rule: upkeep},
	"target.at_most":  {rule: upkeep},
	"target.at_least": {rule: upkeep},
	"target.metric":   {rule: upkeep},
	"target.now":      {rule: upkeep},

	"needs":           {rule: upkeep},
	"needs.domain":    {rule: upkeep},
	"needs.need":      {rule: wording},
	"needs.state":     {rule: needState, words: true},
	"needs.budget":    {rule: upkeep},
	"needs.now":       {rule: upkeep},
	"needs.feature":   {rule: upkeep, items: site.OnlyFeatures},
	"needs.interface": {rule: upkeep, items: site.OnlyInterfaces},
	"needs.issue":     {rule: upkeep},
	"needs.why":       {rule: wording},
}

var guide = table{
	"":           {rule: thing},
	"title":      {rule: wording},
	"domains":    {rule: upkeep},
	"components": {rule: upkeep},
	"type":       {rule: upkeep, words: true},
	"draft":      {rule: upkeep}, // a draft is not on the site, so a change of this key adds or removes the guide
	"status":     {rule: status, unset: string(site.Available)},
	"body":       {rule: wording},
	"headings":   {rule: upkeep},
}

var settings = table{
	"title":          {rule: wording},
	"summary":        {rule: wording},
	"why":            {rule: wording},
	"locales":        {rule: locales},
	"contact.chat":   {rule: address},
	"contact.github": {rule: address},
	"contact.oncall": {rule: address},
	"contact.url":    {rule: address},
	"repo":           {rule: upkeep},
	"forge":          {rule: upkeep, words: true},
	"branch":         {rule: upkeep},
	"folder":         {rule: upkeep},
	"history":        {rule: upkeep},
	"history.since":  {rule: upkeep},
	"findings":       {rule: upkeep},
	"base_url":       {rule: address},
	"labels.prefix":  {rule: address}, // automation of the issue tracker uses the labels

	"groups":         {rule: upkeep},
	"groups.id":      {rule: upkeep},
	"groups.name":    {rule: wording},
	"groups.text":    {rule: wording},
	"questions":      {rule: upkeep},
	"questions.text": {rule: wording},
	"questions.to":   {rule: upkeep},
}

var glossary = table{
	"terms":         {rule: upkeep},
	"terms.term":    {rule: wording},
	"terms.text":    {rule: wording},
	"terms.reading": {rule: wording},
	"terms.aka":     {rule: wording},
}

// listsOfParts are the lists with the parts of an item or an era.
var listsOfParts = []string{"details", "what", "how", "done"}

// parts has the rows of the elements of these lists.
var parts = table{
	"":     {rule: wording},
	"name": {rule: wording},
	"text": {rule: wording},
}
