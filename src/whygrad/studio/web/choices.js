/** What a reader chooses on every page: the language and the theme, both remembered. */

import { LANGUAGES, remember } from "./i18n.js";

export class Choices {
  /** @param {import('./types.js').Store} store */
  constructor(store) {
    this.store = store;
  }

  /** @param {'en' | 'ko'} lang */
  setLanguage(lang) {
    if (!LANGUAGES.includes(lang)) return;
    remember("whygrad-lang", lang);
    this.store.set({ lang });
  }

  /** @param {'auto' | 'light' | 'dark'} theme */
  setTheme(theme) {
    remember("whygrad-theme", theme);
    this.store.set({ theme });
  }

  dismissNotice() {
    this.store.set({ notice: null });
  }
}
