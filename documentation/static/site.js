// A page that was opened as a file may not read other files: search results then come without excerpts.
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

// The theme's buttons that open a part of the navigation have no name.
addEventListener("DOMContentLoaded", () => {
  for (const summary of document.querySelectorAll(".bd-sidenav summary")) {
    summary.setAttribute("aria-label", summary.closest("li").querySelector("a").textContent);
  }
});
