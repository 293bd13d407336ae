package svg

import (
	"encoding/xml"
	"slices"
	"strings"
)

// elements are the elements of SVG 1.1 and 2 that browsers draw, or use for drawing.
// Other elements have no effect: fonts, metadata, text in flow boxes.
var elements = setOf(`a animate animateMotion animateTransform circle clipPath defs desc ellipse
	feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
	feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode
	feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g image line
	linearGradient marker mask mpath path pattern polygon polyline radialGradient rect set stop style svg switch
	symbol text textPath title tspan use view`)

// dangerousNS are namespaces whose elements can run or load something in a browser or
// another program.
var dangerousNS = map[string]bool{
	"http://www.w3.org/1999/XSL/Transform":                          true,
	"http://www.w3.org/2001/XInclude":                               true,
	"http://www.w3.org/2001/xml-events":                             true,
	"http://www.w3.org/ns/xbl":                                      true,
	"http://www.mozilla.org/xbl":                                    true,
	"http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul": true,
}

// attributes are those of SVG 1.1 and 2, and the CSS properties that SVG allows as
// attributes. Attributes that begin with aria- or data- are allowed too, because style
// sheets may select by them.
var attributes = setOf(`accumulate additive alignment-baseline amplitude attributeName attributeType azimuth
	baseFrequency baseProfile baseline-shift begin bias by calcMode class clip clip-path clip-rule clipPathUnits color
	color-interpolation color-interpolation-filters color-rendering cursor cx cy d diffuseConstant direction display
	divisor dominant-baseline download dur dx dy edgeMode elevation enable-background end exponent fill fill-opacity
	fill-rule filter filterRes filterUnits flood-color flood-opacity focusable font font-family font-feature-settings
	font-kerning font-size font-size-adjust font-stretch font-style font-variant font-variant-caps
	font-variant-east-asian font-variant-ligatures font-variant-numeric font-variation-settings font-weight fr from fx
	fy glyph-orientation-horizontal glyph-orientation-vertical gradientTransform gradientUnits height href hreflang id
	image-rendering in in2 inline-size intercept isolation k1 k2 k3 k4 kernelMatrix kernelUnitLength kerning keyPoints
	keySplines keyTimes lang lengthAdjust letter-spacing lighting-color limitingConeAngle line-height marker marker-end
	marker-mid marker-start markerHeight markerUnits markerWidth mask mask-type maskContentUnits maskUnits max media
	method min mix-blend-mode mode numOctaves offset opacity operator order orient origin overflow paint-order path
	pathLength patternContentUnits patternTransform patternUnits pointer-events points pointsAtX pointsAtY pointsAtZ
	preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY rel repeatCount repeatDur requiredExtensions
	requiredFeatures restart result role rotate rx ry scale seed shape-inside shape-margin shape-padding
	shape-rendering shape-subtract side slope spacing specularConstant specularExponent spreadMethod startOffset
	stdDeviation stitchTiles stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
	stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style surfaceScale systemLanguage tabindex
	tableValues target targetX targetY text-align text-anchor text-decoration text-decoration-color
	text-decoration-line text-decoration-style text-indent text-orientation text-overflow text-rendering
	text-transform textLength to transform transform-box transform-origin type unicode-bidi values vector-effect
	version vertical-align viewBox visibility white-space width word-spacing writing-mode x x1 x2 xChannelSelector
	xlink:href xlink:title xml:lang xml:space y y1 y2 yChannelSelector z zoomAndPan`)

func setOf(names string) map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		set[name] = true
	}
	return set
}

// attrName returns the name under which an attribute is written, or "" if it is left out.
func attrName(n xml.Name) string {
	name := n.Local
	switch n.Space {
	case "":
	case xlinkNS, "xlink":
		name = "xlink:" + name
	case xmlNS:
		name = "xml:" + name
	default:
		return ""
	}
	if attributes[name] || isLabel(name) {
		return name
	}
	return ""
}

// isLabel reports whether an attribute has no effect of its own. Its name must be plain,
// because the name is written.
func isLabel(name string) bool {
	return (strings.HasPrefix(name, "aria-") || strings.HasPrefix(name, "data-")) &&
		!strings.ContainsFunc(name, func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9') })
}

const embedHelp = "embed it in the SVG, or export the drawing as PNG"

// allowed reports whether an attribute is written. If it is not allowed, allowed reports
// a problem.
func (r *rewriter) allowed(element, name, value string) bool {
	switch {
	case name == "href" || name == "xlink:href":
		return r.allowedHref(element, name, value)
	case isLabel(name), name == "class", name == "id":
		return true
	}
	if url, loads := loadsCSS(value); loads {
		r.reportAt(url, embedHelp, "an SVG may not load %q", url)
		return false
	}
	return true
}

// allowedHref checks the address of an element. Links may lead to other pages. Any other
// address must be a part of the same file or an embedded image.
func (r *rewriter) allowedHref(element, name, value string) bool {
	address := compact(value)
	scheme, _, hasScheme := strings.Cut(address, ":")
	isImage := element == "image" || element == "feImage"
	switch {
	case strings.HasPrefix(address, "#"):
		return true
	case element == "a":
		hasScheme = hasScheme && !strings.ContainsAny(scheme, "/?#")
		if !hasScheme || slices.Contains([]string{"http", "https", "mailto", "tel"}, scheme) {
			return true
		}
		r.reportAt(name, "use a web address, such as https://example.com/", "an SVG may not have a link that starts with %q", scheme+":")
	case isImage && isEmbedded(address):
		return true
	default:
		r.reportAt(name, embedHelp, "an SVG may not load %q", shorten(value))
	}
	return false
}

// compact returns an address in lower case, without the characters that browsers ignore.
func compact(address string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7F {
			return -1
		}
		return r
	}, address))
}

// isEmbedded reports whether a compact address contains an image or a font. A browser
// runs no script of an SVG that is loaded as an image.
func isEmbedded(address string) bool {
	for _, kind := range []string{"image/", "font/", "application/font", "application/x-font", "application/vnd.ms-fontobject", "application/octet-stream"} {
		if strings.HasPrefix(address, "data:"+kind) {
			return true
		}
	}
	return false
}

// shorten returns the start of an address, for messages.
func shorten(address string) string {
	const limit = 80
	if runes := []rune(address); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return address
}
