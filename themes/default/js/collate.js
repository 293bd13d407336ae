// platmapCollator returns a function that orders texts in the language of the page.
window.platmapCollator = function () {
	try {
		return new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
	} catch (e) { // not a language code, as in a preview of content with errors
		return new Intl.Collator([], { numeric: true }).compare;
	}
};
