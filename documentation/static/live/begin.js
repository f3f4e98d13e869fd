// The language and the texts, which all live networks share, are put into what this one records.
{
  const place = document.getElementById("recorded");
  const lang = new URLSearchParams(location.search).get("lang") === "ko" ? "ko" : "en";
  place.textContent = JSON.stringify({ ...JSON.parse(place.textContent), lang, tables: TABLES });
}
