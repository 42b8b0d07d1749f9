import { byId, h, loading, note } from './dom.js';

/**
 * Fills a section with what {@code load} resolves to: grey lines first, then the content, or what went wrong with a way to
 * try again. An endpoint that is not there leaves {@code absent} in its place.
 *
 * @returns what was loaded, or null
 */
export async function fillPanel(id, lines, load, absent = null) {
  const section = byId(id);
  const body = section.querySelector('.panel-body') ?? section;
  section.setAttribute('aria-busy', 'true');
  if (!body.hasChildNodes()) {
    body.replaceChildren(loading(lines));
  }
  body.classList.add('stale');
  try {
    body.replaceChildren(...await load());
    return true;
  } catch (e) {
    if (e.name === 'AbortError') {
      return false;
    }
    if (e.status === 401) {
      throw e;
    }
    if (e.status === undefined) {
      console.error(e);
    }
    body.replaceChildren(e.status === 404 && absent ? note(absent) : failure(e, () => fillPanel(id, lines, load, absent)));
    return false;
  } finally {
    section.setAttribute('aria-busy', 'false');
    body.classList.remove('stale');
  }
}

function failure(error, again) {
  return h('div', { class: 'note failed', role: 'alert' },
    h('p', {}, error.status === undefined ? 'This could not be shown.' : error.message),
    h('button', { type: 'button', click: again }, 'Try again'));
}
