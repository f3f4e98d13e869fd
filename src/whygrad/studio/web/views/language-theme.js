/** Language and theme; both are remembered. */

import { LANGUAGES, LANGUAGE_NAMES } from "../i18n.js";
import { selectControl } from "../fields.js";

/**
 * @param {HTMLElement} root
 * @param {import('../types.js').Context} context
 */
export function mount(root, { store, actions, t }) {
  root.classList.add("quiet-fields");
  const language = selectControl({ label: t("studio-language"), onchange: (value) => actions.setLanguage(/** @type {any} */ (value)) });
  const theme = selectControl({ label: t("studio-theme"), onchange: (value) => actions.setTheme(/** @type {any} */ (value)) });
  const themes = ["auto", "light", "dark"].map((value) => ({ value, text: t(`studio-theme-${value}`) }));
  const languages = LANGUAGES.map((value) => ({ value, text: LANGUAGE_NAMES[value] }));
  root.append(language.root, theme.root);
  store.subscribe(["lang"], (state) => {
    language.show(languages, state.lang);
    for (const option of language.select.options) option.lang = option.value;
  });
  store.subscribe(["theme"], (state) => theme.show(themes, state.theme));
}
