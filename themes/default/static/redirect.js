// Leads to the page that a former address redirects to, at the same section. Without
// JavaScript the page has a refresh, which loses the section.
(function () {
	location.replace(new URL(document.currentScript.dataset.to, location.href).href + location.hash);
})();
