/**
 * Shows on any page whether a warmline is open. Put this where it should stand, with words for browsers without script:
 *
 *   <div data-warmline="main" lang="en">Open every evening: call 555 0100.</div>
 *   <script src="https://warmline.example.org/public/lines.js" async></script>
 *
 * `data-warmline` is the id of a line, or empty for all of them. The language is that of the nearest `lang`: English or
 * Spanish. The words inside stay where the service does not answer, and below what is shown where `data-keep` is set.
 */
(() => {
  const source = new URL('lines', document.currentScript.src);
  const againMs = 60_000;
  const words = {
    en: {
      open: 'Open now',
      closed: 'Closed at the moment',
      opens: (when) => `Closed. Opens ${when}`,
      speaks: (languages) => `We speak ${languages}.`,
    },
    es: {
      open: 'Abierta ahora',
      closed: 'Cerrada por el momento',
      opens: (when) => `Cerrada. Abre el ${when}`,
      speaks: (languages) => `Hablamos ${languages}.`,
    },
  };
  // Colours follow the page and the reader's choice of light or dark; nothing is told by colour alone.
  const style = `
    :host { display: block; font: inherit; color: inherit; }
    ul { list-style: none; margin: 0; padding: 0; }
    li { margin: 0 0 0.5em; padding-inline-start: 1.25em; position: relative; line-height: 1.4; }
    li::before { content: ''; position: absolute; inset-inline-start: 0; top: 0.4em; width: 0.6em; height: 0.6em;
      border-radius: 50%; border: 0.15em solid currentColor; box-sizing: border-box; }
    li.open::before { background: #1a7f45; border-color: #1a7f45; }
    strong, span { display: block; }
    @media (prefers-color-scheme: dark) { li.open::before { background: #5fd08f; border-color: #5fd08f; } }
    @media (forced-colors: active) { li.open::before { background: CanvasText; border-color: CanvasText; } }`;

  const languageOf = (element) => {
    const said = element.closest('[lang]')?.lang || navigator.language || 'en';
    return said.toLowerCase().startsWith('es') ? 'es' : 'en';
  };

  const whenOpens = ({ opensAt, zone }, language) =>
    new Intl.DateTimeFormat(language, {
      timeZone: zone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    }).format(new Date(opensAt));

  const namesOf = (languages, language) => {
    const names = new Intl.DisplayNames([language], { type: 'language' });
    return new Intl.ListFormat(language).format(languages.map((tag) => names.of(tag) ?? tag));
  };

  const part = (name, text, className = '') => {
    const element = document.createElement(name);
    element.textContent = text;
    element.className = className;
    return element;
  };

  const show = (element, lines) => {
    const wanted = element.dataset.warmline;
    const shown = lines.filter(({ id }) => !wanted || id === wanted);
    if (shown.length === 0) return;
    const language = languageOf(element);
    const say = words[language];
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    const list = document.createElement('ul');
    list.lang = language;
    for (const line of shown) {
      const item = part('li', '', line.open ? 'open' : 'closed');
      const state = line.open ? say.open : line.opensAt ? say.opens(whenOpens(line, language)) : say.closed;
      item.append(
        part('strong', line.name),
        part('span', state),
        part('span', say.speaks(namesOf(line.languages, language))),
      );
      list.append(item);
    }
    root.replaceChildren(list, ...('keep' in element.dataset ? [document.createElement('slot')] : []));
  };

  const refresh = async () => {
    const places = document.querySelectorAll('[data-warmline]');
    if (places.length === 0 || document.hidden) return;
    try {
      const answer = await fetch(source, { credentials: 'omit', referrerPolicy: 'no-referrer' });
      if (!answer.ok) return;
      const { lines } = await answer.json();
      for (const place of places) show(place, lines);
    } catch {
      // What stands there stays.
    }
  };

  const begin = () => {
    void refresh();
    setInterval(() => void refresh(), againMs);
    document.addEventListener('visibilitychange', () => void refresh());
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin);
  else begin();
})();
