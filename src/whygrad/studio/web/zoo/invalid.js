/** Controls whose value cannot be, for those who hear the page. */

/**
 * Says of a control that its value cannot be, and where the reason stands; or takes that back.
 *
 * @param {HTMLElement} control
 * @param {boolean} wrong
 * @param {string} id of what says why
 */
export function markInvalid(control, wrong, id) {
  if ((control.getAttribute("aria-invalid") === "true") === wrong) return;
  control.dataset.help ??= control.getAttribute("aria-describedby") ?? "";
  const described = wrong ? `${id} ${control.dataset.help}`.trim() : control.dataset.help;
  if (described === "") control.removeAttribute("aria-describedby");
  else control.setAttribute("aria-describedby", described);
  if (wrong) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}
