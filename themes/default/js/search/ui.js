// The dialog and the page of the search.
window.platmapSearch = window.platmapSearch || {};
