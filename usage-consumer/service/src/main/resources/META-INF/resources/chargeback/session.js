import { Api } from './api.js';
import { byId } from './dom.js';

const PLACE = 'tollgate-key';

/** The key of this tab, or null. It is kept in the tab's session storage and nowhere else. */
export function storedKey() {
  return sessionStorage.getItem(PLACE);
}

/** Forgets the key. */
export function forgetKey() {
  sessionStorage.removeItem(PLACE);
}

/** Asks for a key until one fits, then hands over an API that has it. */
export function askForKey(problem, opened) {
  byId('content').hidden = true;
  byId('session').hidden = true;
  byId('skip').hidden = true;
  byId('sign-in').hidden = false;
  byId('key-problem').textContent = problem;
  byId('key').value = '';
  byId('key').focus();
  byId('key-form').onsubmit = (event) => {
    event.preventDefault();
    tryKey(byId('key').value.trim(), opened);
  };
}

async function tryKey(key, opened) {
  const button = byId('key-form').querySelector('button');
  button.disabled = true;
  try {
    const api = new Api(key);
    await api.get('/usage/v1/status');
    sessionStorage.setItem(PLACE, key);
    byId('key').value = '';
    byId('key-problem').textContent = '';
    opened(api);
  } catch (e) {
    byId('key-problem').textContent = e.status === 401 ? 'This is not the administrators\u2019 key.' : `The key could not be tried: ${e.message}`;
    byId('key').select();
  } finally {
    button.disabled = false;
  }
}

/** Shows the report in place of the question. */
export function showContent() {
  byId('sign-in').hidden = true;
  byId('content').hidden = false;
  byId('session').hidden = false;
  byId('skip').hidden = false;
}
